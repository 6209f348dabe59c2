// A push that meets a fault lands once; the faults of reading are in the load lane.
import {
  closeAfterApply,
  cutAnswer,
  cutRequest,
  emptyAfterApply,
  flipRequest,
  landLate,
  resetAfterApply,
  resetBeforeRead,
  statusAfterApply,
} from '../../testing/faults.ts';
import { at, busy, type FaultRow, fresh, testLandsOnce } from '../../testing/lands-once.ts';

const lost: readonly FaultRow[] = [
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

testLandsOnce(at(['push'], [...lost, ...busy, fresh]));
