// What a writer of the soak does: a deploy, one that was there before, a rollback.
import type { Random } from './random.ts';

/** One in twelve runs takes back what is there, and one in ten deploys what an earlier run of the pipeline had. */
const kinds = { rollback: 1 / 12, again: 1 / 10 };

/** What a run does. */
export interface Deed {
  readonly is: 'deploy' | 'again' | 'rollback';
  /** Whose value it deploys. */
  readonly number: number;
  /** Which run it says that it is. */
  readonly flags: Readonly<Record<string, string>>;
}

/** What comes again says no order: only a hold keeps it away. */
export function drawDeed(random: Random, number: number): Deed {
  const [draw, share] = [random(), random()];
  const earlier = Math.max(1, number - 1 - Math.floor(share * 30));
  if (draw < kinds.rollback) return { is: 'rollback', number, flags: { order: `soak ${number}` } };
  if (draw < kinds.rollback + kinds.again) return { is: 'again', number: earlier, flags: {} };
  return { is: 'deploy', number, flags: { order: `soak ${number}` } };
}
