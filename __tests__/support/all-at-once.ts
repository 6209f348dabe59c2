/**
 * Does the work of every row at once, before the tests that look at how each ended: most of its time is waiting.
 * (`test.concurrent` will not do: Jest lets nobody load a module outside of a hook or a test.)
 */
export function allAtOnce<Row, Ending>(
  rows: readonly Row[],
  work: (row: Row) => Promise<Ending>,
): (row: Row) => Ending {
  let endings: readonly PromiseSettledResult<Ending>[] = [];
  beforeAll(async () => {
    endings = await Promise.allSettled(rows.map(work));
  }, 240_000);
  return (row) => {
    const ending = endings[rows.indexOf(row)];
    if (ending?.status === 'fulfilled') return ending.value;
    throw ending?.reason;
  };
}
