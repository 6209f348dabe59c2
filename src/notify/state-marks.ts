// How the state of a deploy looks: a sign and a colour.
import type { DeployState } from './notification.ts';

/** The sign and the colour (RGB) of each state. */
export const stateMarks: Readonly<Record<DeployState, { readonly sign: string; readonly color: number }>> = {
  deploying: { sign: '⏳', color: 0x8d8d8d },
  pushed: { sign: '🚀', color: 0x2e8b57 },
  proposed: { sign: '📬', color: 0x2e6bb0 },
  merged: { sign: '🚀', color: 0x2e8b57 },
  unchanged: { sign: '✅', color: 0x2e8b57 },
  superseded: { sign: '⏭️', color: 0x8d8d8d },
  failed: { sign: '❌', color: 0xc9302c },
  unknown: { sign: '⚠️', color: 0xe0a800 },
};
