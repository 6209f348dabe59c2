// What both Bitbuckets write and say in one way.
import { DeployError } from '../errors.ts';
import type { Annotation } from './pull-requests.ts';
import { cut } from './request-words.ts';

/**
 * Writes a body as Bitbucket shows it: its Markdown has no HTML.
 * @param body in Markdown
 * @param most letters that the server takes
 * @returns the body, with our note in italics
 */
export function bitbucketBody(body: string, most: number): string {
  return cut(body.replace(/^<sub>(.*)<\/sub>$/m, '_$1_'), most);
}

/**
 * Makes the error of names that a request there cannot have.
 * @param repository `acme/config`
 * @returns the error
 */
export function noSuchNames(kind: Exclude<Annotation['kind'], 'reviewers'>, repository: string): DeployError {
  return new DeployError(
    'invalid-input',
    `Cannot put ${kind} on the pull request on "${repository}": Bitbucket has none`,
    'leave them out',
  );
}
