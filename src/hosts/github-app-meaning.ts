// What the statuses and words of GitHub's API mean to an App that asks for a token.

import type { AnswerStart } from '../http/answer.ts';
import type { FailureMeaning } from '../http/remote-error.ts';
import type { GitHubApp } from '../remote/github-app.ts';
import { inputName } from '../wording.ts';
import { type AppPurpose, appNeeds } from './github-app-purpose.ts';

/** What was asked. */
export interface AppRequest {
  readonly app: GitHubApp;
  readonly apiUrl: string;
  readonly owner: string;
  readonly name: string;
  readonly purpose: AppPurpose;
  readonly step: 'installation' | 'token';
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A reason, and how it is known. */
interface Reason extends Pick<FailureMeaning, 'code'> {
  readonly is: (answer: AnswerStart, asked: AppRequest) => boolean;
  readonly what: (asked: AppRequest) => string;
  readonly remedy: (asked: AppRequest) => string;
}

/** In the order in which they are tried. Source: https://docs.github.com/rest/apps/apps */
const reasons: readonly Reason[] = [
  {
    is: ({ text }) => /'(?:Expiration time|Issued at)' claim/.test(text),
    code: 'authentication-failed',
    what: () => 'the clock of this machine is wrong',
    remedy: () => 'set the clock of the runner by NTP',
  },
  {
    is: ({ text }) => /integration not found/i.test(text),
    code: 'authentication-failed',
    what: () => 'there is no App of this id',
    remedy: () =>
      `check ${inputName('app-id')}: the page of the App shows it as "App ID"; it is not the id of the installation`,
  },
  {
    is: ({ status }) => status === 401,
    code: 'authentication-failed',
    what: () => 'its private key is not accepted',
    remedy: () =>
      `check that ${inputName('app-private-key')} is a key of this App, and was not deleted on its page ("Private keys")`,
  },
  {
    is: ({ text }) => /suspended/i.test(text),
    code: 'permission-denied',
    what: () => 'its installation is suspended',
    remedy: ({ owner }) => `have an owner of ${owner} unsuspend it (Settings, GitHub Apps, Configure)`,
  },
  {
    is: ({ text, status }, { step }) =>
      /permissions requested are not granted/i.test(text) || (status === 403 && step === 'token'),
    code: 'permission-denied',
    what: ({ owner, name, purpose }) => `it may ${appNeeds[purpose].lacks(`${owner}/${name}`)}`,
    remedy: ({ owner, purpose }) =>
      `set ${appNeeds[purpose].names} on the page of the App, and have an owner of ${owner} accept it on the page of the installation`,
  },
  {
    is: ({ status }, { step, app }) => status === 404 && step === 'token' && app.installationId !== undefined,
    code: 'authentication-failed',
    what: ({ app }) => `it has no installation ${app.installationId}`,
    remedy: () => `check ${inputName('app-installation-id')}, or leave it out: it is found by the repository`,
  },
  {
    is: ({ status }) => status === 404 || status === 422,
    code: 'permission-denied',
    what: ({ owner, name }) => `it is not installed on ${owner}/${name}, or there is no such repository`,
    remedy: ({ owner, name }) =>
      `on the page of the App, "Install App", choose ${owner}/${name} under "Repository access", and check ${inputName('repository')}`,
  },
];

/**
 * Says why an App gets no token. None of these reasons passes by itself.
 * @returns what the answer means
 */
export function appMeaning(answer: AnswerStart, asked: AppRequest): FailureMeaning {
  const reason = reasons.find(({ is }) => is(answer, asked));
  return {
    code: reason?.code ?? 'authentication-failed',
    retry: 'never',
    what: `${reason?.what(asked) ?? 'the server refuses'} (${answer.status})`,
    remedy: reason?.remedy(asked) ?? "the server's text says why",
  };
}
