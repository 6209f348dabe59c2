// What an HTTP answer means that is not git's.

import type { AnswerHeaders } from '../../http/answer.ts';
import { waitMs } from '../../http/rate-limit.ts';
import type { RefusalRule } from '../../http/refusal-rule.ts';
import { type FailureMeaning, RemoteError } from '../../http/remote-error.ts';
import { isWebPage, mayBeApplied, statusMeaning } from '../../http/status.ts';
import { codeOf, knownRefusal, onOneLine } from '../refusals/push-refusal.ts';
import {
  byStatus,
  firewall,
  forbidden,
  noGit,
  signIn,
  signInPage,
  unauthorized,
  unseen,
} from './http-meanings.ts';
import { isFirewall, pageTitle, signInTarget } from './http-pages.ts';
import { redirectTarget } from './http-redirect.ts';
import type { RemoteServer } from './transport.ts';

/** An HTTP answer that is no answer of git's. */
export interface Refusal {
  readonly server: RemoteServer;
  /** What was asked for. */
  readonly url: string;
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** The start of the body. */
  readonly text: string;
  readonly hasToken: boolean;
  /** How it gets the right to push. */
  readonly writeRemedy: string;
  /** Whether the request was the push itself, which the server may have applied before it failed. */
  readonly isPush: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Makes the error for an answer whose status, or whose content, is not git's.
 * @returns the error, with how often to try again and how long to wait
 */
export function refusalError(refusal: Refusal): RemoteError {
  const { server, status, now, isPush } = refusal;
  const rule = ruleOf(refusal);
  const { code, retry, what, remedy } = rule === undefined ? meaningOf(refusal) : ruled(rule, refusal);
  const wait = waitMs(refusal, now) ?? rule?.waitMs ?? (retry === 'once' ? 2000 : undefined);
  return new RemoteError(code, retry, `Cannot reach "${server.name}": ${what}${quote(refusal)}`, remedy, {
    retryAfterMs: wait,
    applied: isPush && mayBeApplied(status) ? 'maybe' : 'no',
  });
}

function quote(refusal: Refusal): string {
  if (refusal.text === '') return '';
  if (!isWebPage(refusal)) return `; the server says "${onOneLine(refusal.text)}"`;
  const title = pageTitle(refusal.text);
  return title === '' ? '' : `; the page is called "${onOneLine(title)}"`;
}

/** Words say more than a status, where they are known; of a page for people, and of a success, they are read by other rules. */
function ruleOf(refusal: Refusal): RefusalRule | undefined {
  const { server, status, text, isPush } = refusal;
  // A server that fails may say anything: what counts is that it fails. A wait that is asked for is obeyed.
  if (status < 400 || status >= 500 || [407, 429].includes(status) || isWebPage(refusal)) return undefined;
  const rule = knownRefusal(server.refusals, text);
  // A status that is final says more than words of an outage do.
  if (rule?.class !== 'permanent' && (status === 401 || byStatus[status] !== undefined)) return undefined;
  // Nobody loses a race who only reads.
  return rule?.class === 'conflict' && !isPush ? undefined : rule;
}

/** GitHub refuses with these a token that is some seconds old, and takes it a moment later. */
const freshToken = /permission to \S+ denied|write access to repository not granted|not accessible by/i;

function ruled(rule: RefusalRule, refusal: Refusal): FailureMeaning {
  const { class: kind, code, retry, remedy } = rule;
  const plain = meaningOf(refusal);
  if (kind !== 'permanent') return { ...plain, code: codeOf(rule), retry, remedy };
  const isForbidden = refusal.status === 403;
  return {
    ...plain,
    code: code ?? (isForbidden ? 'push-refused' : plain.code),
    retry: isForbidden && freshToken.test(refusal.text) ? 'once' : 'never',
    remedy,
  };
}

function meaningOf(refusal: Refusal): FailureMeaning {
  const { status, hasToken, text } = refusal;
  if (status >= 400) return failureMeaning(refusal);
  if (hasToken && isSignIn(refusal)) return signIn(status);
  if (status >= 300) return moved(refusal);
  return isFirewall(text) ? firewall(status) : noGit;
}

function failureMeaning(refusal: Refusal): FailureMeaning {
  const { status, hasToken, text, writeRemedy } = refusal;
  if (status === 401) return unauthorized(hasToken);
  if (status === 511) return byStatus[status] ?? noGit;
  const common = statusMeaning(refusal);
  if (common !== undefined) return common;
  if (isWebPage(refusal) && isFirewall(text)) return firewall(status);
  if (status === 403) return forbidden(writeRemedy);
  if (status === 404 && !hasToken) return unseen;
  return byStatus[status] ?? { ...noGit, what: `the server answers ${status}` };
}

/** Azure DevOps answers with 203 to a token that has expired, others with a redirect to the page where people sign in. */
function isSignIn({ status, headers, url }: Refusal): boolean {
  return status === 203 || (status >= 300 && signInTarget(headers.location, url));
}

/** Followed to another server, a redirect would carry the token along: https://curl.se/docs/CVE-2018-1000007.html */
function moved({ status, headers, url }: Refusal): FailureMeaning {
  const place = redirectTarget(headers.location, url);
  const clone = place && cloneUrl(place);
  if (clone === cloneUrl(new URL(url)))
    return { ...noGit, what: `the server sends us to the address that was asked (${status})` };
  return {
    code: 'not-a-git-server',
    retry: 'never',
    what: `the server sends us to ${clone ? `"${clone}"` : 'another page'} (${status}), where this request may not follow`,
    remedy: clone ? `if that is the repository, write "${clone}"` : signInPage,
  };
}

function cloneUrl({ origin, pathname }: URL): string {
  return `${origin}${pathname.replace(/\/(?:info\/refs|git-\w+-pack)$/, '')}`;
}
