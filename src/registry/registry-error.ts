// What goes wrong between us and a registry, as an error with a remedy.
import type { AnswerStart } from '../http/answer.ts';
import { waitMs } from '../http/rate-limit.ts';
import { type FailureMeaning, RemoteError } from '../http/remote-error.ts';
import { isWebPage, statusMeaning } from '../http/status.ts';
import { inputName } from '../wording.ts';
import type { FoundLogin } from './find-login.ts';

/** What a request was for: the middle of an error. */
export interface RegistryTask {
  /** `look for "ghcr.io/acme/web:v2"` */
  readonly action: string;
  /** Who answered: `ghcr.io`, or the host of its token server. */
  readonly server: string;
  readonly login: FoundLogin['is'];
  /** The program that keeps the credential, which is not run. */
  readonly helper: string | undefined;
}

/**
 * Makes the error of an answer that says no.
 * @param now milliseconds since 1970
 * @returns the error, with whether to try again and how long to wait
 */
export function refusal(task: RegistryTask, answer: AnswerStart, now: number): RemoteError {
  const meaning = statusMeaning(answer) ?? ownMeaning(task, answer.status);
  const words = isWebPage(answer) ? '' : wordsOf(answer.text);
  const quote = words === '' ? '' : `; the server says "${words}"`;
  const wait = waitMs(answer, now);
  const asked = wait === undefined ? '' : `; it asks to wait ${Math.ceil(wait / 1000)} s`;
  const message = `Cannot ${task.action}: "${task.server}" answers: ${meaning.what}${quote}${asked}`;
  return new RemoteError(meaning.code, meaning.retry, message, meaning.remedy, { retryAfterMs: wait });
}

/**
 * Makes the error of an answer that no registry gives.
 * @param what is strange about it, the end of a sentence
 * @returns the error, which another try does not help
 */
export function strangeAnswer({ action, server }: RegistryTask, what: string): RemoteError {
  return new RemoteError(
    'not-a-registry',
    'never',
    `Cannot ${action}: "${server}" ${what}`,
    `check the name of the image, and ask the administrator of the registry or of a proxy between`,
  );
}

function ownMeaning(task: RegistryTask, status: number): FailureMeaning {
  const byStatus = `(${status})`;
  if (status !== 401 && status !== 403)
    return {
      code: 'not-a-registry',
      retry: 'never',
      what: `it does not take the request ${byStatus}`,
      remedy: 'check the name of the image, and that its registry speaks the OCI distribution API',
    };
  const isKnown = task.login === 'login';
  const code = isKnown && status === 403 ? 'permission-denied' : 'authentication-failed';
  const what = isKnown
    ? `the credential may not read this repository, or is wrong, or there is no such repository ${byStatus}`
    : `nobody may read this repository without a credential, or there is no such repository ${byStatus}`;
  return { code, retry: 'never', what, remedy: loginRemedy(task) };
}

function loginRemedy({ login, helper }: RegistryTask): string {
  const inputs = `${inputName('registry-username')} and ${inputName('registry-token')}`;
  if (helper !== undefined)
    return `the credential is kept by the program "${helper}", which is not run: give ${inputs}`;
  if (login === 'none') return `give ${inputs}, or DOCKER_AUTH_CONFIG, with the right to read the image`;
  return `check ${inputs}, or what "docker login" has stored, and that the credential may read the image`;
}

/** `{"errors": [{"code": "DENIED", "message": "..."}]}`: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes */
function wordsOf(text: string): string {
  const said = errorsIn(text) ?? text;
  // A server that quotes what it was sent may quote a token.
  const safe = said.replace(/eyJ[\w-]+\.[\w.-]+/g, '***').slice(0, 300);
  return safe.replace(/\s+/g, ' ').trim();
}

function errorsIn(text: string): string | undefined {
  try {
    const { errors, details, message } = Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
    const list = Array.isArray(errors) ? errors : [{ message: message ?? details }];
    const words = list.map((each) => Object(each).message ?? Object(each).code);
    return words.filter((each) => typeof each === 'string').join(': ');
  } catch {
    return undefined;
  }
}
