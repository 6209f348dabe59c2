// What an HTTP answer means that is not git's.
import { type FailureMeaning, RemoteError } from '../../http/remote-error.ts';
import { type AnswerHeaders, retryAfterMs } from '../../http/retry-after.ts';
import { isWebPage, mayBeApplied, statusMeaning } from '../../http/status.ts';
import { knownRefusal, onOneLine } from '../refusals/push-refusal.ts';
import type { RemoteServer } from './transport.ts';

/** An HTTP answer that is no answer of git's. */
export interface Refusal {
  readonly server: RemoteServer;
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** The start of the body. */
  readonly text: string;
  readonly hasToken: boolean;
  /** Whether the request was the push itself, which the server may have applied before it failed. */
  readonly isPush: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const signInPage = 'use the clone URL as the host shows it; check for a proxy or a sign-in page between';
/** The commonest reason comes first: no CI warns of it. */
const emptyToken =
  'set "token"; where it is set already, check the spelling of its secret: a name that does not exist arrives empty, and so does every secret in pipelines of forks, and a protected one on branches that are not';
const noGit: FailureMeaning = {
  code: 'not-a-git-server',
  retry: 'never',
  what: 'the answer is a web page, not git',
  remedy: signInPage,
};

const byStatus: Readonly<Record<number, FailureMeaning>> = {
  403: {
    code: 'permission-denied',
    retry: 'once',
    what: 'the server forbids it (403)',
    remedy: 'give the token the right to read and push (contents: write, write_repository)',
  },
  404: {
    code: 'repository-not-found',
    retry: 'never',
    what: 'there is no such repository, or the token may not see it (404)',
    remedy: 'check the URL, and that the token may see the repository',
  },
  413: {
    code: 'push-refused',
    retry: 'never',
    what: 'the push is too big for the server (413)',
    remedy: 'ask whoever runs the server or the proxy before it to raise the limit',
  },
  422: {
    code: 'push-refused',
    retry: 'never',
    what: 'the server refuses the request (422)',
    remedy: "the server's text says why",
  },
};

/**
 * Makes the error for an answer whose status, or whose content, is not git's.
 * @returns the error, with how often to try again and how long to wait
 */
export function refusalError(refusal: Refusal): RemoteError {
  const { code, retry, what, remedy } = meaningOf(refusal);
  const { server, text, status, headers, now } = refusal;
  const page = text === '' || isWebPage(refusal) ? '' : `; the server says "${onOneLine(text)}"`;
  const wait = retryAfterMs(headers, now) ?? (retry === 'once' ? 2000 : undefined);
  return new RemoteError(code, retry, `Cannot reach "${server.name}": ${what}${page}`, remedy, {
    retryAfterMs: wait,
    applied: refusal.isPush && mayBeApplied(status) ? 'maybe' : 'no',
  });
}

function meaningOf(refusal: Refusal): FailureMeaning {
  const { status } = refusal;
  if (status >= 200 && status < 300) return noGit;
  if (status >= 300 && status < 400) return moved(refusal);
  if (status === 401) return unauthorized(refusal);
  const common = statusMeaning(refusal);
  if (common !== undefined) return common;
  if (status === 404 && !refusal.hasToken) return unseen;
  const meaning = byStatus[status] ?? { ...noGit, what: `the server answers ${status}` };
  if (status !== 403) return meaning;
  const rule = knownRefusal(refusal.server.refusals, refusal.text);
  if (rule?.class !== 'permanent') return meaning;
  return { ...meaning, code: rule.code ?? meaning.code, remedy: rule.remedy };
}

function unauthorized({ hasToken }: Refusal): FailureMeaning {
  return {
    code: 'authentication-failed',
    retry: 'never',
    what: hasToken ? 'the server does not accept the token (401)' : 'the server wants a token (401)',
    remedy: hasToken
      ? 'check that the token is whole, has not expired and may push here, and that "username" is right for it'
      : emptyToken,
  };
}

/** A host shows a private repository to nobody, and says that there is none. */
const unseen: FailureMeaning = {
  code: 'repository-not-found',
  retry: 'never',
  what: 'there is no such repository, or it is not shown without a token (404)',
  remedy: `check the URL; if it is right, ${emptyToken}`,
};

/** Followed, a redirect would carry the token along: https://curl.se/docs/CVE-2018-1000007.html */
function moved({ status, headers }: Refusal): FailureMeaning {
  const target = String(headers.location ?? '');
  const place = URL.canParse(target) ? new URL(target) : undefined;
  const clone = place && `${place.origin}${place.pathname.replace(/\/(?:info\/refs|git-\w+-pack)$/, '')}`;
  return {
    code: 'not-a-git-server',
    retry: 'never',
    what: `the server sends us to ${clone ? `"${clone}"` : 'another page'} (${status}), and credentials follow no redirect`,
    remedy: clone ? `if that is the repository, write "${clone}"` : signInPage,
  };
}
