// Work that is done side by side before the tests look at it.

/** More would only wait for the processors. */
const sideBySide = 10;

/**
 * Does the work of all rows side by side, before the tests that look at how each ended: most of its time is waiting.
 * (`test.concurrent` will not do: Jest lets nobody load a module outside of a hook or a test.)
 */
export function allAtOnce<Row, Ending>(
  rows: readonly Row[],
  work: (row: Row) => Promise<Ending>,
): (row: Row) => Ending {
  const endings = new Map<Row, PromiseSettledResult<Ending>>();
  beforeAll(async () => {
    const queue = rows.values();
    const worker = async (): Promise<void> => {
      for (const row of queue) {
        const [ending] = await Promise.allSettled([work(row)]);
        endings.set(row, ending);
      }
    };
    await Promise.all(Array.from({ length: sideBySide }, worker));
  }, 240_000);
  return (row) => {
    const ending = endings.get(row);
    if (ending?.status === 'fulfilled') return ending.value;
    throw ending?.reason;
  };
}
