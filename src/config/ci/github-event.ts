// The event that started a run of GitHub Actions, which holds the commit that was pushed.
//   https://docs.github.com/webhooks/webhook-events-and-payloads#push

import { fieldOf, textOf } from '../../json-field.ts';
import { personOf, type SourceCommit, unknownCommit } from './ci-run.ts';

/**
 * Reads what the event says of the commit that was built.
 * @param text the file of GITHUB_EVENT_PATH; `undefined` where there is none
 * @param commit its id: a run that was started by hand, or on a pull request, has another one
 * @returns author, subject and date; nothing where the event is about something else
 */
export function commitOfEvent(text: string | undefined, commit: string | undefined): SourceCommit {
  const event = parsed(text);
  const head = [event, fieldOf(event, 'workflow_run')]
    .map((part) => fieldOf(part, 'head_commit'))
    .find((each) => commit !== undefined && textOf(each, 'id') === commit);
  if (head === undefined) return unknownCommit;
  const author = fieldOf(head, 'author');
  return {
    author: personOf(textOf(author, 'name'), textOf(author, 'email')),
    subject: textOf(head, 'message'),
    date: textOf(head, 'timestamp'),
  };
}

/**
 * Reads which run started this one, of an event `workflow_run`.
 * @param text the file of GITHUB_EVENT_PATH; `undefined` where there is none
 * @returns the path of its workflow, and its number as digits
 */
export function startingRun(text: string | undefined): {
  readonly workflow: string | undefined;
  readonly number: string | undefined;
} {
  const run = fieldOf(parsed(text), 'workflow_run');
  const number = fieldOf(run, 'run_number');
  return { workflow: textOf(run, 'path'), number: typeof number === 'number' ? String(number) : undefined };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
