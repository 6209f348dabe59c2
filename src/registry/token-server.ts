// Tokens of a registry: asked for at the address that its challenge names.
// https://distribution.github.io/distribution/spec/auth/token/ and .../oauth/
import { basicAuthorization, bearerAuthorization } from '../http/authorization.ts';
import type { RegistryLogin } from '../remote/registry-login.ts';
import type { Challenge } from './challenge.ts';
import { type RegistryTask, refusal, strangeAnswer } from './registry-error.ts';
import type { RegistryHttp } from './registry-http.ts';

/** Who asks. */
const clientId = 'gitops-deploy';

/**
 * Asks for a token that may read a repository. No redirect is followed: the credential would go along.
 * @param repository `acme/web`
 * @param login `undefined`: asks without a credential
 * @param now milliseconds since 1970
 * @returns the value of the header `Authorization`, and the token, a secret
 * @throws {DeployError} not-a-registry for what is no token, and what the server refuses
 */
export async function askForToken(
  http: RegistryHttp,
  { realm, service }: Extract<Challenge, { readonly is: 'bearer' }>,
  repository: string,
  login: RegistryLogin | undefined,
  task: RegistryTask,
  now: number,
): Promise<{ readonly authorization: string; readonly token: string }> {
  const url = new URL(realm);
  const words = new URLSearchParams({
    ...(service === undefined ? {} : { service }),
    scope: `repository:${repository}:pull`,
  });
  const own = { ...task, server: url.host };
  const answer = await http.send(requestFor(url, words, login, own));
  const { status, headers, body } = answer;
  const text = body.toString();
  if (status >= 300 && status < 400) throw strangeAnswer(own, `answers with a redirect (${status})`);
  if (status >= 300) throw refusal(own, { status, headers, text }, now);
  const token = tokenIn(text);
  const authorization = token === undefined ? undefined : bearerAuthorization(token);
  if (token === undefined || authorization === undefined) throw strangeAnswer(own, 'gives no token');
  return { authorization, token };
}

function requestFor(
  url: URL,
  words: URLSearchParams,
  login: RegistryLogin | undefined,
  task: RegistryTask,
): Parameters<RegistryHttp['send']>[0] {
  if (login?.is === 'identity-token') {
    for (const [name, value] of [
      ['grant_type', 'refresh_token'],
      ['client_id', clientId],
      ['refresh_token', login.token],
    ] as const)
      words.set(name, value);
    const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', url, headers, body: words.toString(), task };
  }
  for (const [name, value] of words) url.searchParams.set(name, value);
  const own =
    login?.is === 'password' ? { authorization: basicAuthorization(login.user, login.password) } : {};
  return { method: 'GET', url, headers: { accept: 'application/json', ...own }, body: '', task };
}

function tokenIn(text: string): string | undefined {
  try {
    const { token, access_token } = Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
    return [token, access_token].find((each): each is string => typeof each === 'string' && each !== '');
  } catch {
    return undefined;
  }
}
