// A deploy whose reads meet faults lands once: 35 deploys, half a minute of processor.
import { forward } from '../../testing/fault-proxy.ts';
import { cutAnswer, errorPacket, flipAnswer, inTurn, resetBeforeRead } from '../../testing/faults.ts';
import { at, busy, type FaultRow, fresh, testLandsOnce } from '../../testing/lands-once.ts';

const reads: readonly FaultRow[] = [
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

const advertisements: readonly FaultRow[] = [
  { what: 'cut off', fault: cutAnswer(0.5, 'broken') },
  { what: 'cut short', fault: cutAnswer(0.5, 'clean') },
  { what: 'reset', fault: resetBeforeRead },
  { what: 'ERR packet', fault: errorPacket },
];

const secondReads = reads.map(({ what, fault }) => ({
  what: `the second one: ${what}`,
  fault: inTurn(forward, fault, forward),
  times: 2,
}));

testLandsOnce([
  ...at(['read'], [...reads, ...secondReads, fresh]),
  ...at(['advertise-read', 'advertise-push'], advertisements),
  ...at(['advertise-read', 'read'], busy),
]);
