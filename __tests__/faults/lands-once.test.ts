import { allAtOnce } from '../../testing/all-at-once.ts';
import { type Fault, forward, type Kind } from '../../testing/fault-proxy.ts';
import { inScene } from '../../testing/fault-scene.ts';
import {
  closeAfterApply,
  cutAnswer,
  cutRequest,
  emptyAfterApply,
  errorPacket,
  flipAnswer,
  flipRequest,
  inTurn,
  landLate,
  resetAfterApply,
  resetBeforeRead,
  status,
  statusAfterApply,
} from '../../testing/faults.ts';

interface Row {
  readonly what: string;
  readonly fault: Fault;
  readonly kinds?: readonly Kind[];
  readonly times?: number;
}

const lost: readonly Row[] = [
  { what: 'reset before the push is read', fault: resetBeforeRead },
  { what: 'reset before the push is read, three times', fault: resetBeforeRead, times: 3 },
  { what: 'reset after the push is applied', fault: resetAfterApply },
  { what: 'close after the push is applied', fault: closeAfterApply },
  { what: '502 after the push is applied', fault: statusAfterApply(502) },
  { what: '504 after the push is applied', fault: statusAfterApply(504) },
  { what: 'page with 200 after the push is applied', fault: statusAfterApply(200) },
  { what: 'page with 203 after the push is applied', fault: statusAfterApply(203) },
  { what: 'empty 200 after the push is applied', fault: emptyAfterApply },
  { what: 'report of the push cut off', fault: cutAnswer(0.5, 'broken') },
  { what: 'report of the push cut short', fault: cutAnswer(0.5, 'clean') },
  { what: 'push that lands 0.2 s after its reset', fault: landLate(200) },
  { what: 'push that lands 1 s after its reset', fault: landLate(1000) },
  { what: 'push that lands 5 s after its reset', fault: landLate(5000) },
  { what: 'pack of the push cut at 10 %', fault: cutRequest(0.1) },
  { what: 'pack of the push cut at 50 %', fault: cutRequest(0.5) },
  { what: 'pack of the push cut at 90 %', fault: cutRequest(0.9) },
  { what: 'one byte of the pushed pack flipped', fault: flipRequest(0.9) },
];

const reads: readonly Row[] = [
  { what: 'reset', fault: resetBeforeRead },
  { what: 'pack cut at 10 %', fault: cutAnswer(0.1, 'broken') },
  { what: 'pack cut at 50 %', fault: cutAnswer(0.5, 'broken') },
  { what: 'pack cut at 90 %', fault: cutAnswer(0.9, 'broken') },
  { what: 'pack cut at 50 %, as if that were all', fault: cutAnswer(0.5, 'clean') },
  { what: 'one byte flipped early', fault: flipAnswer(0.1) },
  { what: 'one byte flipped in the middle', fault: flipAnswer(0.5) },
  { what: 'one byte flipped late', fault: flipAnswer(0.9) },
  { what: 'ERR packet', fault: errorPacket },
];

const advertisements: readonly Row[] = [
  { what: 'cut off', fault: cutAnswer(0.5, 'broken') },
  { what: 'cut short', fault: cutAnswer(0.5, 'clean') },
  { what: 'reset', fault: resetBeforeRead },
  { what: 'ERR packet', fault: errorPacket },
];

const busy: readonly Row[] = [
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

/** The rows for each of the kinds, with its name before theirs. */
const at = (kinds: readonly Kind[], rows: readonly Row[]): Row[] =>
  kinds.flatMap((kind) => rows.map((row) => ({ ...row, what: `${kind}: ${row.what}`, kinds: [kind] })));

const secondReads = reads.map(({ what, fault }) => ({
  what: `the second one: ${what}`,
  fault: inTurn(forward, fault, forward),
  times: 2,
}));
const fresh: Row = { what: 'a 403 once, as fresh tokens get it', fault: status(403) };

const rows: readonly Row[] = [
  ...at(['push'], lost),
  ...at(['read'], [...reads, ...secondReads]),
  ...at(['advertise-read', 'advertise-push'], advertisements),
  ...at(['advertise-read', 'read', 'push'], busy),
  ...at(['read', 'push'], [fresh]),
];

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
