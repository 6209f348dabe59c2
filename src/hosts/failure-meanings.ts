// What answers of an API mean on every host in the same way.
import type { FailureMeaning } from '../http/remote-error.ts';
import { inputName } from '../wording.ts';

/**
 * Says that a token is not valid.
 * @param status of HTTP
 * @param needs how the sentence goes on behind "is complete"
 * @returns the meaning
 */
export function tokenNotAccepted(status: number, needs = ' and has not expired'): FailureMeaning {
  return {
    code: 'authentication-failed',
    retry: 'never',
    what: `the token is not accepted (${status})`,
    remedy: `check that ${inputName('api-token')}, else ${inputName('token')}, is complete${needs}`,
  };
}

/**
 * Says that the server refuses what was asked, for a reason of its own.
 * @param status of HTTP
 * @param retry when trying again may help
 * @returns the meaning
 */
export function refusedByServer(status: number, retry: FailureMeaning['retry']): FailureMeaning {
  return {
    code: 'push-refused',
    retry,
    what: `the server refuses it (${status})`,
    remedy: "the server's text says what it wants",
  };
}
