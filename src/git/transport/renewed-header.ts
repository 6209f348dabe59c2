// A header `Authorization` whose token is asked for, and runs out.
import { RemoteError } from '../../http/remote-error.ts';

/** A header that is asked for, and runs out. */
export interface RenewedHeader {
  /** Gives one that is good for a while. */
  value(): Promise<string>;
  /** Forgets one that the server does not accept. */
  forget(): void;
}

/**
 * Has another token tried: this one ran out or was revoked, or is so new that not every server of the host knows it.
 * @param refusal what was made of the answer
 * @returns the error, which lets the request be made again, once
 */
export function renewing({ code, message }: RemoteError, header: RenewedHeader): RemoteError {
  header.forget();
  const remedy = 'run it again; if it stays so, check that the App is installed on the repository';
  return new RemoteError(code, 'once', message, remedy, { retryAfterMs: 2000 });
}
