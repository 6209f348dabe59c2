// How the state of a deploy looks: a sign and a colour.
import type { DeployState, Notification, NotifiedPurpose } from './notification.ts';

/** A sign and a colour (RGB). */
interface Mark {
  readonly sign: string;
  readonly color: number;
}

/** The sign and the colour of each state. */
const stateMarks: Readonly<Record<DeployState, Mark>> = {
  deploying: { sign: '⏳', color: 0x8d8d8d },
  pushed: { sign: '🚀', color: 0x2e8b57 },
  proposed: { sign: '📬', color: 0x2e6bb0 },
  merged: { sign: '🚀', color: 0x2e8b57 },
  unchanged: { sign: '✅', color: 0x2e8b57 },
  superseded: { sign: '⏭️', color: 0x8d8d8d },
  'rolled-out': { sign: '✅', color: 0x2e8b57 },
  'rollout-failed': { sign: '❌', color: 0xc9302c },
  'rollout-timed-out': { sign: '⚠️', color: 0xe0a800 },
  failed: { sign: '❌', color: 0xc9302c },
  unknown: { sign: '⚠️', color: 0xe0a800 },
};

/** What changes no file looks otherwise, once it is pushed. */
const purposeMarks: Readonly<Partial<Record<NotifiedPurpose, Mark>>> = {
  hold: { sign: '✋', color: 0xe0a800 },
  release: { sign: '👍', color: 0x2e8b57 },
};

/**
 * Chooses how a message looks.
 * @returns its sign and its colour
 */
export function markOf({ state, purpose }: Pick<Notification, 'state' | 'purpose'>): Mark {
  return (state === 'pushed' ? purposeMarks[purpose] : undefined) ?? stateMarks[state];
}
