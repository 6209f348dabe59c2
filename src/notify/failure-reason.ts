// Why something could not be sent, out of what was thrown.

/**
 * Finds words for what was thrown: `fetch` hides what went wrong in causes, and those of several addresses in a list.
 * @param detailsOf what an error says beside its message
 * @returns the middle of a sentence
 */
export function failureReason(error: unknown, detailsOf: (error: Error) => string): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  const first = error instanceof AggregateError ? error.errors[0] : error.cause;
  const own = `${error.message || code}${detailsOf(error)}`;
  if (first === undefined) return own;
  const deeper = failureReason(first, detailsOf);
  return own.includes(deeper) ? own : [own, deeper].filter(Boolean).join(': ');
}
