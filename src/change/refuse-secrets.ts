// The last look at a commit before it is made: it publishes no secret.
import { DeployError } from '../errors.ts';
import type { Person } from './config-repository.ts';

/** What of a commit is new, and is seen by all who can read the repository. */
export interface NewContent {
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
  readonly files: readonly {
    readonly path: string;
    readonly edits: readonly { readonly text: string }[];
  }[];
}

/**
 * Refuses what would publish a secret. Inputs are looked at before; this sees what was made of them, and what the CI says.
 * @param holdsSecret says whether a text holds one
 * @throws {DeployError} invalid-input
 */
export function refuseSecretsIn(
  { author, committer, message, files }: NewContent,
  holdsSecret: (text: string) => boolean,
): void {
  const texts = [
    ['the author', `${author.name} <${author.email}>`],
    ['the committer', `${committer.name} <${committer.email}>`],
    ['the message', message],
    ...files.flatMap(({ path, edits }) =>
      [...new Set(edits.map(({ text }) => text))].map((text) => [`"${path}"`, text] as const),
    ),
  ] as const;
  const where = texts.find(([, text]) => holdsSecret(text))?.[0];
  if (where === undefined) return;
  throw new DeployError(
    'invalid-input',
    `Cannot commit ${where}: it would hold the value of a secret, for all who read the repository`,
    'take the secret out of the inputs and of what the pipeline says of itself; renew it if it was published before',
  );
}
