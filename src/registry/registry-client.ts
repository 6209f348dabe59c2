// The OCI distribution API of one repository: https://github.com/opencontainers/distribution-spec/blob/main/spec.md

import { basicAuthorization, bearerAuthorization } from '../http/authorization.ts';
import type { ServiceAnswer } from '../http/client.ts';
import type { HttpMethod } from '../http/request.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import type { FoundLogin } from './find-login.ts';
import { type RegistryTask, refusal, strangeAnswer } from './registry-error.ts';
import type { RegistryHttp } from './registry-http.ts';
import type { RegistryPlace } from './registry-place.ts';
import { askForToken } from './token-server.ts';

/** A repository, and how it is asked. */
export interface RegistryClientOptions {
  readonly place: RegistryPlace;
  readonly login: FoundLogin;
  readonly http: RegistryHttp;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Has a secret that was made in the run taken out of what is printed. */
  readonly hide: (secret: string) => void;
}

/** One repository of a registry. The token that it asks for is kept for the run. */
export class RegistryClient {
  readonly #options: RegistryClientOptions;
  #authorization: string | undefined;

  constructor(options: RegistryClientOptions) {
    this.#options = options;
  }

  get place(): RegistryPlace {
    return this.#options.place;
  }

  /**
   * Asks the registry.
   * @param path below the repository: `manifests/v2`
   * @param accept media types
   * @param action the middle of "Cannot ...": `look for "acme/web:v2"`
   * @param expected statuses of errors that the caller understands
   * @returns an answer that is no error, or an expected one
   * @throws {RemoteError} for every other
   */
  async ask(
    method: HttpMethod,
    path: string,
    accept: string,
    action: string,
    expected: readonly number[],
  ): Promise<ServiceAnswer> {
    const { place, now } = this.#options;
    const url = new URL(`${place.origin}/v2/${place.repository}/${path}`);
    const task = this.taskOf(action);
    const headers = { accept };
    const send = () => {
      const authorization = this.#authorization;
      const own = authorization === undefined ? headers : { ...headers, authorization };
      return this.#options.http.follow({ method, url, headers: own, body: '', task });
    };
    let answer = await send();
    if (answer.status === 401) {
      await this.#logIn(String(answer.headers['www-authenticate'] ?? ''), task);
      answer = await send();
    }
    const { status, headers: heard, body } = answer;
    if ((status >= 200 && status < 300) || expected.includes(status)) return answer;
    throw refusal(task, { status, headers: heard, text: body.toString() }, now());
  }

  /** Says what a request is for, for errors. */
  taskOf(action: string): RegistryTask {
    const { place, login } = this.#options;
    const helper = login.is === 'helper' ? login.program : undefined;
    return { action, server: place.registry, login: login.is, helper };
  }

  /** Without a way in, the same request is refused once more, and that is what is reported. */
  async #logIn(header: string, task: RegistryTask): Promise<void> {
    const { login, hide } = this.#options;
    const known = login.is === 'login' ? login.login : undefined;
    const challenges = parseChallenges(header);
    const bearer = challenges.find((each) => each.is === 'bearer');
    this.#authorization = undefined;
    if (known?.is === 'registry-token') {
      this.#authorization = bearerAuthorization(known.token);
    } else if (bearer !== undefined && URL.canParse(bearer.realm)) {
      const { authorization, token } = await this.#token(bearer, task);
      hide(token);
      this.#authorization = authorization;
    } else if (known?.is === 'password') {
      // A registry that names no scheme, or a realm that is no address, takes the password itself.
      this.#authorization = basicAuthorization(known.user, known.password);
    }
  }

  #token(challenge: Extract<Challenge, { readonly is: 'bearer' }>, task: RegistryTask) {
    const { login, http, place, now } = this.#options;
    if (!http.mayAsk(new URL(challenge.realm)))
      throw strangeAnswer(task, `names a token server that is not encrypted, "${challenge.realm}"`);
    const known = login.is === 'login' ? login.login : undefined;
    return askForToken(http, challenge, place.repository, known, task, now());
  }
}
