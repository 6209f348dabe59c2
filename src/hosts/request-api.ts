// How to get to the API of a repository's host.
import type { FetchFunction } from '../http/fetch.ts';
import type { RemoteUrl } from '../remote/url.ts';

/** What opens the requests of one repository through the host's API. */
export interface RequestApi {
  /** Without a slash at its end. */
  readonly apiUrl: string;
  /** Of GitHub; `undefined`: where it is beside the REST API. */
  readonly graphqlUrl: string | undefined;
  readonly url: RemoteUrl;
  readonly userAgent: string;
  readonly token: () => Promise<string>;
  /** The user's own choice of what goes with the token. */
  readonly username: string | undefined;
  readonly fetch: FetchFunction;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
