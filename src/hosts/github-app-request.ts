// Asks GitHub for the token of an App: its JWT, the installation, the token of that.
import { createAppAuth } from '@octokit/auth-app';
import { request } from '@octokit/request';
import type { FetchFunction } from '../http/fetch.ts';
import type { GitHubApp } from '../remote/github-app.ts';
import { appError, movedError } from './github-app-error.ts';
import type { AppRequest } from './github-app-meaning.ts';
import { type AppPurpose, appNeeds } from './github-app-purpose.ts';

/** A token, and for how long it is good. */
export interface IssuedToken {
  readonly token: string;
  /** Milliseconds from now. */
  readonly lifetimeMs: number;
}

/** Whom to ask, and for what. */
export interface TokenRequest {
  readonly app: GitHubApp;
  /** The REST API, without a slash at its end. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly name: string;
  readonly purpose: AppPurpose;
  readonly userAgent: string;
  readonly fetch: FetchFunction;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Asks for a token that reaches one repository, with the rights that its purpose takes. A clock of this machine that is wrong is
 * put right by the server's, by the package. Source: https://docs.github.com/rest/apps/apps
 * @returns the token
 * @throws {RemoteError} authentication-failed, permission-denied, out-of-time and others
 */
export async function requestToken(asked: TokenRequest): Promise<IssuedToken> {
  const { app, name, now } = asked;
  const send = requestAs(asked);
  const installationId = app.installationId ?? (await findInstallation(send, asked));
  const step = { ...asked, now: now(), step: 'token' } as const;
  const answer = await send('POST /app/installations/{installation_id}/access_tokens', {
    installation_id: installationId,
    repositories: [name],
    permissions: { ...appNeeds[asked.purpose].permissions },
  }).catch((error: unknown) => {
    throw appError(error, step);
  });
  const { token, expires_at: expiresAt } = answer.data;
  if (answer.status !== 201 || typeof token !== 'string') throw movedError(step, answer.status);
  const issued = Date.parse(answer.headers.date ?? '') || now();
  return { token, lifetimeMs: (Date.parse(expiresAt) || issued) - issued };
}

async function findInstallation(send: SendRequest, asked: TokenRequest): Promise<number> {
  const { owner, name, now } = asked;
  const context: AppRequest = { ...asked, now: now(), step: 'installation' };
  const found = await send('GET /repos/{owner}/{repo}/installation', { owner, repo: name }).catch(
    (error: unknown) => {
      throw appError(error, context);
    },
  );
  if (found.status !== 200 || typeof found.data.id !== 'number') throw movedError(context, found.status);
  return found.data.id;
}

type SendRequest = ReturnType<typeof requestAs>;

/** Sends requests as the App itself. */
function requestAs({ app, apiUrl, userAgent, fetch, signal }: TokenRequest) {
  const silent = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  };
  const plain = request.defaults({
    baseUrl: apiUrl,
    headers: { 'user-agent': userAgent, 'x-github-api-version': '2022-11-28' },
    request: { fetch, signal, log: silent, redirect: 'manual' },
  });
  const { hook } = createAppAuth({
    appId: app.id,
    privateKey: app.privateKey,
    request: plain,
    log: { warn: silent.warn },
  });
  return plain.defaults({ request: { fetch, signal, log: silent, redirect: 'manual', hook } });
}
