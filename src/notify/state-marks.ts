// How the state of a deploy looks: a sign, and a colour.
import type { DeployState, Notification, NotifiedPurpose } from './notification.ts';

/** A sign, and a colour (RGB). */
interface Mark {
  readonly sign: string;
  /** The sign by the name that Slack has for it. */
  readonly emoji: string;
  readonly color: number;
}

/** How each state looks. */
const stateMarks: Readonly<Record<DeployState, Mark>> = {
  deploying: { sign: '⏳', emoji: ':hourglass_flowing_sand:', color: 0x8d8d8d },
  landed: { sign: '⏳', emoji: ':hourglass_flowing_sand:', color: 0x2e6bb0 },
  pushed: { sign: '🚀', emoji: ':rocket:', color: 0x2e8b57 },
  proposed: { sign: '📬', emoji: ':mailbox_with_mail:', color: 0x2e6bb0 },
  merged: { sign: '🚀', emoji: ':rocket:', color: 0x2e8b57 },
  unchanged: { sign: '✅', emoji: ':white_check_mark:', color: 0x2e8b57 },
  superseded: { sign: '⏭️', emoji: ':fast_forward:', color: 0x8d8d8d },
  'rolled-out': { sign: '✅', emoji: ':white_check_mark:', color: 0x2e8b57 },
  'rollout-failed': { sign: '❌', emoji: ':x:', color: 0xc9302c },
  'rolled-back': { sign: '↩️', emoji: ':leftwards_arrow_with_hook:', color: 0xc9302c },
  'rollout-timed-out': { sign: '⚠️', emoji: ':warning:', color: 0xe0a800 },
  failed: { sign: '❌', emoji: ':x:', color: 0xc9302c },
  unknown: { sign: '⚠️', emoji: ':warning:', color: 0xe0a800 },
};

/** What changes no file looks otherwise, once it is pushed. */
const purposeMarks: Readonly<Partial<Record<NotifiedPurpose, Mark>>> = {
  hold: { sign: '✋', emoji: ':raised_hand:', color: 0xe0a800 },
  release: { sign: '👍', emoji: ':thumbsup:', color: 0x2e8b57 },
};

/**
 * Chooses how a message looks.
 * @returns its sign, that by name, and its colour
 */
export function markOf({ state, purpose }: Pick<Notification, 'state' | 'purpose'>): Mark {
  return (state === 'pushed' ? purposeMarks[purpose] : undefined) ?? stateMarks[state];
}
