// A deploy that did not begin, because its inputs are bad.
import { unknownRunWords } from '../change/run-words.ts';
import { headlineOf } from '../change/what-went-where.ts';
import type { ConfigReading } from '../config/config.ts';
import { Announcement } from './announcement.ts';
import type { CommandContext } from './command.ts';
import { type Ended, failedOutcome } from './outcome.ts';

/**
 * Ends a run whose inputs are bad: people are told of them as far as it is known where.
 * @returns the outcome
 */
export function notStarted(
  { error, tell: known }: Extract<ConfigReading, { readonly is: 'bad' }>,
  purpose: 'deploy' | 'rollback',
  context: CommandContext,
): Ended {
  const outcome = { ...failedOutcome(error), purpose };
  if (known === undefined) return { outcome, afterwards: undefined };
  const { notification, target } = known;
  const run = { ...unknownRunWords, actor: notification.actor, purpose };
  const announcement = new Announcement({ target, source: undefined, run }, notification, context);
  const headline = headlineOf(announcement.summary) || undefined;
  return {
    outcome: { ...outcome, headline },
    afterwards: () => announcement.end(outcome, Number.POSITIVE_INFINITY),
  };
}
