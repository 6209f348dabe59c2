// What the statuses and pages of HTTP mean where git was asked.

import type { FailureMeaning } from '../../http/remote-error.ts';
import { inputName } from '../../wording.ts';

/** The remedy for a page where git was asked. */
export const signInPage =
  'use the clone URL as the host shows it; check for a proxy or a sign-in page between';
/** The commonest reason comes first: no CI warns of it. */
const emptyToken = `set ${inputName('token')} (check the spelling of its secret: a name that does not exist arrives empty, and so does every secret in pipelines of forks, and a protected one on branches that are not)`;
/** What a page means that says nothing more. */
export const noGit: FailureMeaning = {
  code: 'not-a-git-server',
  retry: 'never',
  what: 'the answer is a web page, not git',
  remedy: signInPage,
};

/** What a status means to git. */
export const byStatus: Readonly<Record<number, FailureMeaning>> = {
  402: {
    code: 'permission-denied',
    retry: 'never',
    what: 'the host asks for a payment first (402)',
    remedy: 'look at the plan and the billing of the account that owns the repository',
  },
  404: {
    code: 'repository-not-found',
    retry: 'never',
    what: 'there is no such repository, or the token may not see it (404)',
    remedy: 'check the URL, and that the token may see the repository',
  },
  410: {
    code: 'repository-not-found',
    retry: 'never',
    what: 'the repository was there and is gone (410)',
    remedy: 'check the URL; if it is right, the repository was deleted or moved: ask its owner',
  },
  413: {
    code: 'push-refused',
    retry: 'never',
    what: 'the push is too big for the server (413)',
    remedy: 'ask the administrator of the server or of a proxy between to raise the limit',
  },
  422: {
    code: 'push-refused',
    retry: 'never',
    what: 'the server refuses the request (422)',
    remedy: "the server's text says why",
  },
  451: {
    code: 'permission-denied',
    retry: 'never',
    what: 'the host withholds the repository for legal reasons (451)',
    remedy: "ask the owner of the repository, who has the host's notice",
  },
  511: {
    code: 'not-a-git-server',
    retry: 'never',
    what: 'the network of this runner asks for a sign-in first (511)',
    remedy: 'sign in to that network, or use a runner whose network needs none',
  },
};

/**
 * Tells what 403 means.
 * @param remedy how the credential gets the right to push
 * @returns the meaning; a fresh token is refused for a moment
 */
export function forbidden(remedy: string): FailureMeaning {
  return { code: 'permission-denied', retry: 'once', what: 'the server forbids it (403)', remedy };
}

/**
 * Tells what 401 means.
 * @param hasToken whether one was sent
 * @returns the meaning
 */
export function unauthorized(hasToken: boolean): FailureMeaning {
  return {
    code: 'authentication-failed',
    retry: 'never',
    what: hasToken ? 'the server does not accept the token (401)' : 'the server asks for a token (401)',
    remedy: hasToken
      ? `check that the token is complete, has not expired and may push here, and that ${inputName('username')} is right for it`
      : emptyToken,
  };
}

/** A host shows a private repository to nobody, and says that there is none. */
export const unseen: FailureMeaning = {
  code: 'repository-not-found',
  retry: 'never',
  what: 'there is no such repository, or it is not shown without a token (404)',
  remedy: `check the URL; if it is right, ${emptyToken}`,
};

/**
 * Tells what a sign-in page means to a request that had a token.
 * @param status of HTTP
 * @returns the meaning
 */
export function signIn(status: number): FailureMeaning {
  return {
    code: 'authentication-failed',
    retry: 'never',
    what: `the server does not accept the token, and shows its sign-in page (${status})`,
    remedy:
      'check that the token is complete, has not expired and may push here; if it is right, check for a proxy or a sign-in page between',
  };
}

/**
 * Tells what a firewall's page means.
 * @param status of HTTP
 * @returns the meaning
 */
export function firewall(status: number): FailureMeaning {
  return {
    code: 'not-a-git-server',
    retry: 'never',
    what: `a firewall or a proxy before the server refuses the request (${status})`,
    remedy: "ask its administrator to let git's requests from this runner through",
  };
}
