// Who makes the commit: this program, or the host through its API.
import { inputName } from '../wording.ts';
import type { InputReader } from './input-reader.ts';
import type { Choice } from './inputs.ts';

/** What a host that makes the commit itself has no use for. */
const ofOurs = [
  ['author', 'the host commits in the name of the App or account that the token belongs to'],
  ['committer', 'the host commits in its own name'],
  ['signing-key', 'the host signs with its own key'],
  ['push-options', 'nothing is pushed'],
] as const;

/**
 * Reads who makes the commit.
 * @returns the choice; what does not go with it is refused
 */
export function readCommitThrough(reader: InputReader): Choice<'commit-through'> {
  const choice = reader.choice('commit-through') ?? 'git';
  if (choice === 'git') return choice;
  for (const [name, why] of ofOurs) {
    if (reader.text(name) === undefined) continue;
    const what = `is given beside "api" as ${inputName('commit-through')}`;
    reader.refuse(name, what, `leave one of them out: ${why}`);
  }
  const hasToken = reader.isAnyGiven('token', 'app-id', 'api-token');
  // A request asks for it too, where there is nothing to push with.
  const isAsked = (reader.text('mode') ?? 'push') !== 'push' && reader.text('ssh-key') === undefined;
  if (!hasToken && !isAsked) reader.missing('api-token', 'give the token that commits');
  return choice;
}
