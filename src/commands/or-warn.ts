// What is shown of a job that is done: where it cannot be made, the job ends as it ended.

/**
 * Makes something to show; where that fails, it warns and goes on without it.
 * @param what what is made, as the end of "Cannot ..."
 * @param without what is shown in its place
 * @returns what was made, or `without`
 */
export function orWarn<T>(warn: (line: string) => void, what: string, make: () => T, without: T): T {
  try {
    return make();
  } catch (error) {
    warn(
      `Cannot ${what}: ${error instanceof Error ? error.message : String(error)}; all else is as reported`,
    );
    return without;
  }
}
