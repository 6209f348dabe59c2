// The faults of the soak, and how often each of them comes.
import { type Fault, type FaultProxy, forward, type Kind } from '../../testing/fault-proxy.ts';
import {
  closeAfterApply,
  cutAnswer,
  cutRequest,
  echoCredentials,
  emptyAfterApply,
  errorPacket,
  flipAnswer,
  flipRequest,
  landLate,
  refusedAfterApply,
  resetAfterApply,
  resetBeforeRead,
  resetWhereIdle,
  sendTwice,
  silence,
  stall,
  status,
  statusAfterApply,
} from '../../testing/faults.ts';
import { pick, type Random } from './random.ts';

/** One fault that waits for a run's next request of a kind. */
interface Gust {
  readonly name: string;
  readonly kind: Kind;
  readonly fault: Fault;
  /** Only reads that fetch commits: half of all reads merely ask for the tip. */
  readonly atFetch?: true;
  /** What waits from then on, to meet the look-up of a push that is in doubt. */
  readonly next: readonly Gust[];
}

type Make = (random: Random) => Fault;

/** What the name of a fault says where a permanent answer stands to a push: one look decides, and it ends the run. */
export const refusedTwice = 'refused';

const reads: readonly [Kind, ...Kind[]] = ['advertise-read', 'read', 'advertise-push'];

/** All of them pass: a run with time enough must land, however many it meets. */
const anywhere: readonly [[string, Make], ...[string, Make][]] = [
  ['reset', () => resetBeforeRead],
  ['idle connection left', () => resetWhereIdle],
  ['answer cut off', (random) => cutAnswer(random(), 'broken')],
  ['answer cut short', (random) => cutAnswer(random(), 'clean')],
  ['bit flipped', (random) => flipAnswer(random())],
  ['500', () => echoCredentials(500)],
  ['503', () => status(503, { 'retry-after': '1' })],
  ['429', () => status(429, { 'retry-after': '1' })],
];

const readFaults: typeof anywhere = [...anywhere, ['ERR packet', () => errorPacket]];

/** Most of all, half of the commits: what is missing of them must not pass for what did not land. */
const lookUpFaults: typeof anywhere = [
  ...readFaults,
  ['half of it', (random) => cutAnswer(random(), 'broken')],
  ['half of it', (random) => cutAnswer(random(), 'clean')],
  ['half of it', (random) => cutAnswer(0.5 + random() / 2, 'broken')],
  ['half of it', (random) => cutAnswer(0.5 + random() / 2, 'clean')],
];

const pushFaults: typeof anywhere = [
  ...anywhere,
  ['reset after it was applied', () => resetAfterApply],
  ['closed after it was applied', () => closeAfterApply],
  ['502 after it was applied', () => statusAfterApply(502)],
  ['504 after it was applied', () => statusAfterApply(504)],
  ['empty after it was applied', () => emptyAfterApply],
  ['sent twice', () => sendTwice],
  [`sent twice, ${refusedTwice}`, (random) => refusedAfterApply(pick(random, [401, 403, 404, 407, 429]))],
  ['lands late', (random) => landLate(200 + 4800 * random())],
  ['request cut', (random) => cutRequest(random())],
  ['bit of the request flipped', (random) => flipRequest(random())],
];

const rare: typeof anywhere = [
  ['never answered', () => silence],
  ['stalled', () => stall],
];

/** None to three faults, half of them at the push, and as many at the reads that follow each of those. */
export function storm(random: Random): Gust[] {
  const wake = (): Gust => {
    const [name, make] = pick(random, lookUpFaults);
    return { name: `look-up: ${name}`, kind: 'read', atFetch: true, fault: make(random), next: [] };
  };
  return several(random, () =>
    random() < 0.5 ? gust(random, 'push', several(random, wake)) : gust(random, pick(random, reads), []),
  );
}

function several(random: Random, make: () => Gust): Gust[] {
  return Array.from({ length: Math.floor(random() * 4) }, make);
}

/** One in fifty is a silence, which costs the run a time-out. */
function gust(random: Random, kind: Kind, next: readonly Gust[]): Gust {
  const usual = kind === 'push' ? pushFaults : readFaults;
  const [name, make] = pick(random, random() < 0.02 ? rare : usual);
  return { name: `${kind}: ${name}`, kind, fault: make(random), next };
}

/** Each fault that is met is noted in `met`, and what comes next after it begins to wait. */
export function arm(proxy: FaultProxy, gusts: readonly Gust[], met: string[]): void {
  for (const gust of gusts) {
    const meet: Fault = async (exchange) => {
      if (gust.atFetch && !(await exchange.body()).includes('command=fetch')) {
        arm(proxy, [gust], met);
        return forward(exchange);
      }
      met.push(gust.name);
      arm(proxy, gust.next, met);
      return gust.fault(exchange);
    };
    proxy.inject(meet, [gust.kind]);
  }
}
