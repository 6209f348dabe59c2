// Why a run takes back what it has deployed: what the agents said, in words that a commit may hold.
import { cutText } from '../change/bounds.ts';
import { harmless } from '../change/reference-trailers.ts';
import { neutralise, singleLine } from '../report/neutralise.ts';
import { failuresOf } from '../rollout/rollout-error.ts';
import type { Outcome } from './outcome.ts';

type Statuses = NonNullable<Outcome['rollout']>['statuses'];

/** Letters of the reason. */
const longestReason = 500;

/**
 * Writes the reason of a rollback. A commit that would hold a secret is refused, and what an agent says is no reason to keep the bad
 * version: what looks like a secret is left out.
 * @param statuses of the rollout
 * @param redact hides the secrets of this run
 * @param holdsSecret says whether a text holds a secret, also one that is known by its form alone
 * @returns one line
 */
export function rollbackReason(
  statuses: Statuses,
  redact: (text: string) => string,
  holdsSecret: (text: string) => boolean,
): string {
  const clean = (said: Statuses): string => singleLine(redact(neutralise(redact(failuresOf(said)))));
  const said = statuses.map((status) =>
    holdsSecret(clean([status])) ? { ...status, description: '', url: undefined } : status,
  );
  const reason = harmless(`the rollout failed: ${cutText(clean(said), longestReason)}`, undefined);
  return holdsSecret(reason) ? 'the rollout failed' : reason;
}
