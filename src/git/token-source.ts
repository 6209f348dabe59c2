// A token that is asked for, and runs out.
import type { TimeLimits } from '../http/request.ts';

/** Makes tokens. */
export interface TokenSource {
  /**
   * Gives a token that is good for a while.
   * @param limits for each request that it takes
   * @param signal cuts those
   * @throws {RemoteError} where there is none
   */
  token(limits: TimeLimits, signal: AbortSignal): Promise<string>;
  /** Forgets a token that the server does not accept. */
  forget(): void;
}
