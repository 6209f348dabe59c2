// What a writer of the soak does: a deploy, one that was there before, a rollback, a hold, a release.
import type { Random } from './random.ts';

/** What a run does. */
export interface Deed {
  readonly is: 'deploy' | 'again' | 'older' | 'rollback' | 'hold' | 'release';
  readonly command: 'deploy' | 'rollback' | 'hold' | 'release';
  /** Whose value it deploys; `undefined`: it deploys none of its own. */
  readonly number: number | undefined;
  /** Which run it says that it is, and more. */
  readonly flags: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** It may deploy behind a newer run. */
  readonly isGoingBack: boolean;
}

/** How many runs in a hundred do what; the others deploy. */
const shares: readonly (readonly [number, (number: number, share: number) => Partial<Deed>])[] = [
  [8, (number) => rollback(number, {})],
  [2, (number) => rollback(number, { hold: 'all', reason: 'down' })],
  // What comes again says no order: only a hold keeps it away.
  [9, (number, share) => ({ is: 'again', number: earlier(number, share) })],
  [3, (number, share) => older(earlier(number, share), {}, { CI_JOB_MANUAL: 'true' })],
  [2, (number, share) => older(earlier(number, share), { 'if-superseded': 'deploy' }, {})],
  [2, (number, share) => older(earlier(number, share), { 'if-superseded': 'fail' }, {})],
  [3, () => ({ is: 'hold', command: 'hold', number: undefined, flags: { reason: 'frozen' } })],
  [12, () => ({ is: 'release', command: 'release', number: undefined })],
];

/**
 * Draws what a run does.
 * @param number this run's own
 */
export function drawDeed(random: Random, number: number): Deed {
  const [draw, share] = [random() * 100, random()];
  const [, make] =
    shares.find((_, index) => draw < sum(shares.slice(0, index + 1).map(([size]) => size))) ?? [];
  const usual = { is: 'deploy', command: 'deploy', number, flags: {}, env: {}, isGoingBack: false } as const;
  return { ...usual, ...(make?.(number, share) ?? { flags: { order: `soak ${number}` } }) };
}

function rollback(number: number, flags: Deed['flags']): Partial<Deed> {
  return {
    is: 'rollback',
    command: 'rollback',
    number: undefined,
    flags: { order: `soak ${number}`, ...flags },
  };
}

function older(number: number, flags: Deed['flags'], env: Deed['env']): Partial<Deed> {
  const isGoingBack = flags['if-superseded'] !== 'fail';
  return { is: 'older', number, flags: { order: `soak ${number}`, ...flags }, env, isGoingBack };
}

const earlier = (number: number, share: number): number => Math.max(1, number - 1 - Math.floor(share * 30));

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);

/** A hold or a release is of the whole file: it names no image, and changes none. */
export function imageFor({ command, number }: Deed, name: string): string {
  if (command === 'hold' || command === 'release') return '';
  return number === undefined ? name : `${name}:v${number}`;
}
