// A deploy whose requests meet faults, and how it ends.
import { allAtOnce } from './all-at-once.ts';
import type { Fault, Kind } from './fault-proxy.ts';
import { inScene } from './fault-scene.ts';
import { status } from './faults.ts';

/** A fault that a deploy lives through. */
export interface FaultRow {
  readonly what: string;
  readonly fault: Fault;
  readonly kinds?: readonly Kind[];
  readonly times?: number;
}

/** What a server says for a moment, to any request. */
export const busy: readonly FaultRow[] = [
  { what: '429 with Retry-After in seconds', fault: status(429, { 'retry-after': '1' }) },
  {
    what: '429 with Retry-After as a date',
    fault: (exchange) => status(429, { 'retry-after': new Date(Date.now() + 1500).toUTCString() })(exchange),
  },
  {
    what: 'secondary rate limit',
    fault: status(403, { 'retry-after': '1' }, 'You have exceeded a secondary rate limit'),
  },
  { what: '503 three times', fault: status(503), times: 3 },
];

/** What a server says once to a token that is fresh. */
export const fresh: FaultRow = { what: 'a 403 once, as fresh tokens get it', fault: status(403) };

/** The rows for each of the kinds, with its name before theirs. */
export const at = (kinds: readonly Kind[], rows: readonly FaultRow[]): FaultRow[] =>
  kinds.flatMap((kind) => rows.map((row) => ({ ...row, what: `${kind}: ${row.what}`, kinds: [kind] })));

/** Tests that a deploy lands once through each of the faults, all of them side by side. */
export function testLandsOnce(rows: readonly FaultRow[]): void {
  const endingOf = allAtOnce(rows, ({ fault, kinds = [], times }) =>
    inScene({}, async (scene) => {
      scene.proxy.inject(fault, kinds, times);
      const { exit, result } = await scene.deploy();
      const complaints = await scene.settle();
      return { exit, result, complaints, commits: (await scene.server.repository.log()).length };
    }),
  );

  test.each(rows)('lands once: $what', (row) => {
    expect(endingOf(row)).toEqual({ exit: 0, result: 'pushed', complaints: [], commits: 2 });
  });
}
