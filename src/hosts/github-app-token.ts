// The token of a GitHub App: asked for when it is needed, and again when it runs out.
import { DeployError } from '../errors.ts';
import { checkTokenMayTravel } from '../http/authorization.ts';
import { HttpClient } from '../http/client.ts';
import { type FetchFunction, fetchWith } from '../http/fetch.ts';
import { originOf } from '../http/origin.ts';
import type { TimeLimits } from '../http/request.ts';
import type { NetworkSettings } from '../remote/network-settings.ts';
import type { HttpUrl } from '../remote/url.ts';
import { inputName } from '../wording.ts';
import { githubApiUrl } from './github-api.ts';
import { requestToken, type TokenRequest } from './github-app-request.ts';
import { type Host, repositoryPage } from './host.ts';
import type { OwnApi } from './own-api.ts';

/** Which App, where, and how to get there. */
interface TokenOptions extends Omit<TokenRequest, 'fetch' | 'signal'> {
  readonly network: NetworkSettings;
  /** Milliseconds of a monotonic clock. */
  readonly monotonicNow: () => number;
  /** Has a secret taken out of everything that is printed. */
  readonly hide: (secret: string) => void;
}

/** An answer is small, bytes. */
const mostBytes = 1_000_000;
/** A token that is good for less time than this is not begun with, milliseconds. */
const marginMs = 60_000;

interface HeldToken {
  readonly token: string;
  /** When to ask for another, milliseconds of the monotonic clock. */
  readonly until: number;
}

/** The tokens of one App, one after the other. */
export class GitHubAppToken {
  readonly #options: TokenOptions;
  readonly #client: HttpClient;
  #held: Promise<HeldToken> | undefined;

  constructor(options: TokenOptions) {
    this.#options = options;
    this.#client = new HttpClient(options.network);
  }

  /**
   * Gives a token that is good for a while.
   * @param limits for each request
   * @param signal cuts the requests
   * @throws {RemoteError} authentication-failed, permission-denied, out-of-time and others
   */
  async token(limits: TimeLimits, signal: AbortSignal): Promise<string> {
    const last = this.#held;
    const held = await last;
    if (held !== undefined && this.#options.monotonicNow() < held.until) return held.token;
    if (this.#held === last) this.#held = this.#ask(limits, signal);
    const asked = this.#held ?? this.#ask(limits, signal);
    asked.catch(() => this.#forgetIf(asked));
    return (await asked).token;
  }

  /** Forgets a token that the server does not accept. */
  forget(): void {
    this.#held = undefined;
  }

  /** Cuts every connection. */
  close(): void {
    this.#client.close();
  }

  #forgetIf(asked: Promise<HeldToken>): void {
    if (this.#held === asked) this.#held = undefined;
  }

  async #ask(limits: TimeLimits, signal: AbortSignal): Promise<HeldToken> {
    const { hide, monotonicNow } = this.#options;
    const { app, apiUrl, owner, name, purpose, userAgent, now } = this.#options;
    const started = monotonicNow();
    const fetch = this.#hiding(fetchWith(this.#client, limits, mostBytes));
    const request = { app, apiUrl, owner, name, purpose, userAgent, now, fetch, signal };
    const { token, lifetimeMs } = await requestToken(request);
    hide(token);
    return { token, until: started + Math.max(lifetimeMs - marginMs, lifetimeMs / 2) };
  }

  /** The JWT of the App is a secret too, as long as it lasts. */
  #hiding(fetch: FetchFunction): FetchFunction {
    return (url, init) => {
      const jwt = /^bearer (\S+)$/i.exec(init?.headers?.authorization ?? '')?.[1];
      if (jwt !== undefined) this.#options.hide(jwt);
      return fetch(url, init);
    };
  }
}

/** Which App makes the tokens, and how to reach GitHub. */
export interface GitHubAppOptions
  extends Pick<TokenOptions, 'app' | 'purpose' | 'userAgent' | 'network' | 'now' | 'monotonicNow' | 'hide'> {
  /** The CI's own GitHub. */
  readonly own: OwnApi;
  /** A token may travel in the clear. */
  readonly allowHttp: boolean;
}

/**
 * Opens an App as the credential of one repository; nothing is sent yet.
 * @param host the kind of the repository's host
 * @param url of the repository
 * @returns what makes its tokens
 * @throws {DeployError} invalid-input for a repository that is not on GitHub, or an API that is not encrypted
 */
export function openGitHubApp(host: Host, url: HttpUrl, options: GitHubAppOptions): GitHubAppToken {
  const { app, own, allowHttp, purpose, userAgent, network, now, monotonicNow, hide } = options;
  const [owner, name, ...more] = repositoryPage(url.path).slice(1).split('/');
  if ((host.kind !== 'github' && host.kind !== 'unknown') || !owner || !name || more.length > 0)
    throw new DeployError(
      'invalid-input',
      `Cannot use the GitHub App "${app.id}": "${url.href}" is no repository of GitHub`,
      `give ${inputName('token')} in place of ${inputName('app-id')}, or check ${inputName('repository')}`,
    );
  const apiUrl = githubApiUrl(url, own);
  const api = new URL(apiUrl);
  const { scheme, host: apiHost, port } = originOf(api);
  checkTokenMayTravel(
    { scheme, host: apiHost, port, href: apiUrl, path: api.pathname, user: undefined },
    allowHttp,
  );
  return new GitHubAppToken({
    app,
    apiUrl,
    owner,
    name,
    purpose,
    userAgent,
    network,
    now,
    monotonicNow,
    hide,
  });
}
