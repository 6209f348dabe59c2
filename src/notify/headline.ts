// The headline of a message: what, where to, old to new.
import type { ChangeGroup } from './change-lines.ts';
import type { DeployFacts } from './deploy-facts.ts';
import type { DeployState, Line, NotifiedPurpose, Span } from './notification.ts';
import { code, cutMiddle, plain, strong } from './spans.ts';

/** Letters of each word: together they stay below what a lock screen shows, some 150. */
const longestName = 40;
const longestPlace = 30;
const longestValue = 24;
/** Letters of the user's own words. */
const longestOwn = 150;

/** What stands before the user's own words, which say nothing of how it went. */
const before: Readonly<Record<DeployState, string>> = {
  deploying: 'Under way: ',
  landed: 'Landed, waiting for its rollout: ',
  pushed: '',
  proposed: 'Proposed: ',
  merged: '',
  unchanged: 'Already there: ',
  superseded: 'Superseded: ',
  'rolled-out': 'Live: ',
  'rollout-failed': 'Landed, but its rollout failed: ',
  'rolled-back': 'Rolled back, because its rollout failed: ',
  'rollout-timed-out': 'Landed, and not seen to be live: ',
  failed: 'Failed: ',
  unknown: 'Unknown, it may still land: ',
};

/** What it is called: while it goes on, and afterwards. */
const nouns: Readonly<Record<NotifiedPurpose, { readonly doing: string; readonly done: string }>> = {
  deploy: { doing: 'Deploying', done: 'Deploy' },
  rollback: { doing: 'Rolling back', done: 'Rollback' },
  promotion: { doing: 'Promoting', done: 'Promotion' },
  hold: { doing: 'Holding', done: 'Hold' },
  release: { doing: 'Releasing', done: 'Release' },
};

/** The values of all changes, where they are the same. */
export interface CommonMove {
  /** `undefined`: several. */
  readonly from: string | undefined;
  readonly to: string;
  /** Whether the headline shows both in full. */
  readonly isWhole: boolean;
}

/**
 * Finds the values that all changes share.
 * @returns `undefined` where they come to several values
 */
export function commonMove(groups: readonly ChangeGroup[]): CommonMove | undefined {
  const [from, ...froms] = new Set(groups.map(({ first }) => first.from));
  const [to, ...tos] = new Set(groups.map(({ first }) => first.to));
  if (from === undefined || to === undefined || tos.length > 0) return undefined;
  if (froms.length > 0) return { from: undefined, to, isWhole: false };
  return { from, to, isWhole: from.length <= longestValue && to.length <= longestValue };
}

/**
 * Writes the headline.
 * @param move the values that all changes share
 * @returns a line that a lock screen shows whole
 */
export function composeHeadline(facts: DeployFacts, move: CommonMove | undefined): Line {
  if (facts.headline !== undefined)
    return [plain(`${before[facts.state]}${cutMiddle(facts.headline, longestOwn)}`)];
  const what = strong(cutMiddle(facts.name, longestName));
  const where = placeOf(facts);
  const { doing, done } = nouns[facts.purpose];
  const asked = facts.tag === undefined ? [] : [plain(' '), code(cutMiddle(facts.tag, longestValue))];
  switch (facts.state) {
    case 'deploying':
      return [plain(`${doing} `), what, ...where, ...valuesOf(facts, move)];
    case 'proposed':
      return [plain('Proposed: '), what, ...where, ...valuesOf(facts, move)];
    case 'pushed':
    case 'merged':
      return [...saidBefore(facts), what, ...where, ...valuesOf(facts, move)];
    case 'unchanged':
      return [what, ...where, plain(`: already${alreadyOf(facts)}`), ...asked];
    case 'superseded':
      return [what, ...asked, ...where, plain(' left out: a newer run has deployed')];
    case 'landed':
      return [what, ...where, ...valuesOf(facts, move), plain(' has landed, waiting for its rollout')];
    case 'rolled-out':
      return [what, ...where, ...valuesOf(facts, move), plain(' is live')];
    case 'rollout-failed':
      return [what, ...asked, ...where, plain(' has landed, but its rollout failed')];
    case 'rolled-back':
      return [what, ...asked, ...where, plain(' is rolled back, because its rollout failed')];
    case 'rollout-timed-out':
      return [what, ...asked, ...where, plain(' has landed, and is not seen to be live')];
    case 'failed':
      return [plain(`${done} of `), what, ...asked, ...where, plain(' failed')];
    case 'unknown':
      return [
        ...[plain(`${done} of `), what, ...asked, ...where],
        plain(': the outcome is unknown, it may still land'),
      ];
  }
}

/** What goes nowhere is said first. */
function saidBefore({ purpose }: DeployFacts): readonly Span[] {
  if (purpose === 'hold') return [plain('Held: ')];
  return purpose === 'release' ? [plain('Released: ')] : [];
}

function alreadyOf({ purpose }: DeployFacts): string {
  if (purpose === 'hold') return ' held';
  return purpose === 'release' ? ' released' : '';
}

function placeOf({ namespace, folder, purpose }: DeployFacts): readonly Span[] {
  const preposition = plain(purpose === 'deploy' || purpose === 'promotion' ? ' to ' : ' in ');
  return [
    ...(namespace === undefined ? [] : [preposition, strong(cutMiddle(namespace, longestPlace))]),
    ...(folder === undefined ? [] : [plain(` (${cutMiddle(folder, longestPlace)})`)]),
  ];
}

function valuesOf({ tag, purpose, reason }: DeployFacts, move: CommonMove | undefined): readonly Span[] {
  const value = (text: string): Span => code(cutMiddle(text, longestValue));
  if (purpose === 'hold') return reason === undefined ? [] : [plain(`: ${cutMiddle(reason, longestOwn)}`)];
  if (move === undefined) return tag === undefined || tag.includes(', ') ? [] : [plain(': '), value(tag)];
  if (purpose === 'rollback')
    return [plain(': back to '), value(move.to), ...(move.from ? [plain(' from '), value(move.from)] : [])];
  if (!move.from) return [plain(': '), value(move.to)];
  return [plain(': '), value(move.from), plain(' → '), value(move.to)];
}
