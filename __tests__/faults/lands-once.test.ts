import { type Fault, forward, type Kind } from '../support/fault-proxy.ts';
import { type Scene, setScene } from '../support/fault-scene.ts';
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
} from '../support/faults.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

async function expectLandedOnce(): Promise<void> {
  const { exit, report } = await scene.deploy();
  expect([exit, report]).toMatchObject([0, { result: 'pushed' }]);
  expect(await scene.settle()).toEqual([]);
  expect(await scene.server.repository.log()).toHaveLength(2);
}

interface Row {
  readonly what: string;
  readonly fault: Fault;
  readonly kinds?: readonly Kind[];
  readonly times?: number;
}

const push: readonly Kind[] = ['push'];
const read: readonly Kind[] = ['read'];

const lost: readonly Row[] = [
  { what: 'reset before the push is read', fault: resetBeforeRead },
  { what: 'reset before the push is read, three times', fault: resetBeforeRead, times: 3 },
  { what: 'reset after the push is applied', fault: resetAfterApply },
  { what: 'close after the push is applied', fault: closeAfterApply },
  { what: '502 after the push is applied', fault: statusAfterApply(502) },
  { what: '504 after the push is applied', fault: statusAfterApply(504) },
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

test.each(lost)('lands once: $what', async ({ fault, times }) => {
  scene.proxy.inject(fault, push, times);
  await expectLandedOnce();
});

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

describe.each([
  ['first', (fault: Fault) => fault],
  ['second', (fault: Fault) => inTurn(forward, fault, forward)],
] as const)('the %s read', (_, placed) => {
  test.each(reads)('is tried again: $what', async ({ fault }) => {
    scene.proxy.inject(placed(fault), read, 2);
    await expectLandedOnce();
  });
});

const advertisements: readonly Row[] = [
  { what: 'cut off', fault: cutAnswer(0.5, 'broken') },
  { what: 'cut short', fault: cutAnswer(0.5, 'clean') },
  { what: 'reset', fault: resetBeforeRead },
  { what: 'ERR packet', fault: errorPacket },
];

describe.each(['advertise-read', 'advertise-push'] as const)('%s', (kind) => {
  test.each(advertisements)('is tried again: $what', async ({ fault }) => {
    scene.proxy.inject(fault, [kind]);
    await expectLandedOnce();
  });
});

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

const everyKind: readonly (readonly [Kind])[] = [['advertise-read'], ['read'], ['push']];

describe.each(everyKind)('%s', (kind) => {
  test.each(busy)('waits and lands: $what', async ({ fault, times }) => {
    scene.proxy.inject(fault, [kind], times);
    await expectLandedOnce();
  });
});

test('waits as long as Retry-After says', async () => {
  scene.proxy.inject(status(429, { 'retry-after': '2' }), ['advertise-read']);
  await expectLandedOnce();
  const [first, second] = scene.proxy.seen.filter(({ kind }) => kind === 'advertise-read');
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1990);
});

test.each([
  ['reads', 'read'],
  ['pushes', 'push'],
] as const)('%s served by a server that answers a 403 once to a fresh token land', async (_, kind) => {
  scene.proxy.inject(status(403), [kind]);
  await expectLandedOnce();
});
