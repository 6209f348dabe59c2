// Whether a change is pushed or proposed, and what its request looks like.

import { inputName } from '../wording.ts';
import { invalidValue } from './input-problem.ts';
import type { InputReader } from './input-reader.ts';
import type { Choice } from './inputs.ts';
import { checkSecretPlace } from './misplaced-secret.ts';
import { type DeployTemplate, deployWords, parseTemplate, type Template } from './template.ts';
import { parseToken } from './token.ts';
import { parseWebAddress } from './web-address.ts';

/** What a request looks like, and how it gets to its end. */
export interface ProposalConfig {
  readonly mode: Choice<'mode'>;
  /** Name the branch, make the title and the body; without it, they are generated. */
  readonly branch: DeployTemplate | undefined;
  readonly title: DeployTemplate | undefined;
  readonly body: Template<(typeof bodyWords)[number]> | undefined;
  readonly labels: readonly string[];
  /** Users, and teams as `team:platform`. */
  readonly reviewers: readonly string[];
  readonly assignees: readonly string[];
  readonly isDraft: boolean;
  readonly merge: Choice<'pull-request-merge'>;
  /** In place of the token that pushes. */
  readonly apiToken: string | undefined;
  /** Without a slash at its end. */
  readonly apiUrl: string | undefined;
}

const bodyWords = [...deployWords, 'changes'] as const;

/**
 * Reads whether a change is proposed, and how.
 * @returns the choices; without the values that are bad
 */
export function readProposal(reader: InputReader): ProposalConfig {
  const mode = reader.choice('mode') ?? 'push';
  const merge = reader.choice('pull-request-merge') ?? 'never';
  const isDraft = reader.isOn('pull-request-draft');
  if (isDraft && merge !== 'never')
    reader.refuse(
      'pull-request-merge',
      `is given beside ${inputName('pull-request-draft')}`,
      'leave one of them out: a draft is not merged',
    );
  const apiToken = reader.parsed('api-token', parseToken);
  // On Gerrit and GitLab the push opens it, also by SSH; other hosts are known later.
  const hasCredential = reader.isAnyGiven('token', 'app-id', 'api-token', 'ssh-key');
  if (mode !== 'push' && !hasCredential && reader.text('host-type') !== 'gerrit')
    reader.missing('api-token', 'give the token that opens the pull request');
  return {
    mode,
    branch: reader.parsed('pull-request-branch', (text) => parseTemplate(text, deployWords)),
    title: reader.parsed('pull-request-title', (text) => parseTemplate(text, deployWords)),
    body: reader.parsed('pull-request-body', (text) => parseTemplate(text, bodyWords)),
    labels: reader.list('pull-request-labels'),
    reviewers: reader.parsedList('pull-request-reviewers', parseAccount),
    assignees: reader.parsedList('pull-request-assignees', parseAccount),
    isDraft,
    merge,
    apiToken,
    apiUrl: reader.parsed('api-url', (text) =>
      parseWebAddress(checkSecretPlace('api-url', text)).replace(/\/+$/, ''),
    ),
  };
}

/** Most hosts know accounts by words; Azure DevOps by addresses of mail and groups by names with spaces, Bitbucket by ids as well. */
function parseAccount(text: string): string {
  const name = text.replace(/^@/, '');
  if (!/^(?:team:[\p{L}\p{N}_][\p{L}\p{N} _.[\]/-]*|[\w.[\]/+@:{}-]+)$/u.test(name))
    throw invalidValue(
      'is not the name of a user or a team',
      'write one name per line, like "jo" or "team:platform"',
    );
  return name;
}
