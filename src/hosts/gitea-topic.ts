// Pull requests that Gitea and Forgejo make out of pushes to `refs/for/`: https://docs.gitea.com/usage/agit
import { RemoteError } from '../http/remote-error.ts';
import { fieldOf } from '../json-field.ts';
import { inputName } from '../wording.ts';
import { cut } from './request-words.ts';

/** Letters of a title; its column has 255. */
const longestTitle = 250;

/**
 * Marks the body of a request with its topic, which the API does not tell.
 * @param topic takes the place of a branch's name
 * @returns a comment, which is not shown
 */
export function topicMark(topic: string): string {
  return `<!-- gitops-deploy: ${topic} -->`;
}

/**
 * Says whether a request was made of pushes of a topic.
 * @param request as the API gives it
 * @param topic takes the place of a branch's name
 * @param base the branch that the change is for
 * @returns `false` for one that has a branch
 */
export function isOfTopic(request: unknown, topic: string, base: string): boolean {
  const isMade = /^refs\/pull\//.test(String(fieldOf(fieldOf(request, 'head'), 'ref')));
  const isMarked = String(fieldOf(request, 'body')).includes(topicMark(topic));
  return isMade && isMarked && fieldOf(fieldOf(request, 'base'), 'ref') === base;
}

/**
 * Writes what goes along with a push; the server reads it where it makes a request. An option has one line.
 * @param topic takes the place of a branch's name
 * @param title of the request
 * @param isDraft whether people are to wait with their review
 * @returns push options, without the topic
 */
export function agitOptions(topic: string, title: string, isDraft: boolean): readonly string[] {
  return [`title=${cut(isDraft ? `WIP: ${title}` : title, longestTitle)}`, `description=${topicMark(topic)}`];
}

/**
 * Makes the error of a request that is not there after its push.
 * @param repository `acme/config`
 * @param topic takes the place of a branch's name
 * @returns the error
 */
export function notThere(repository: string, topic: string): RemoteError {
  return new RemoteError(
    'push-refused',
    'seconds',
    `Cannot find the pull request of "${topic}" on "${repository}", which the server makes of a push`,
    `run it again; where somebody has taken the last line out of its body, close it first; where another account pushes than the one of the API, set ${inputName('username')} to its name`,
  );
}
