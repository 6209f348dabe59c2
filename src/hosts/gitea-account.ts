// Whose a pull request is on Gitea or Forgejo, where a mark in its body is all that says what it is: anybody can write that.

import { fieldOf } from '../json-field.ts';
import type { GiteaClient } from './gitea-client.ts';
import type { GiteaTask } from './gitea-rights.ts';

const task: GiteaTask = { action: 'see whose the pull requests are', right: 'read:user' };

/** Our account on the server. */
export class GiteaAccount {
  readonly #client: GiteaClient;
  readonly #username: string | undefined;
  readonly #log: (line: string) => void;
  readonly #others = new Set<unknown>();
  #login: string | undefined;

  /**
   * @param username that the user gives with the token; `undefined`: none
   * @param log hears of each request of somebody else once
   */
  constructor(client: GiteaClient, username: string | undefined, log: (line: string) => void) {
    this.#client = client;
    this.#username = username;
    this.#log = log;
  }

  /**
   * Says whether our account has opened a request. One is asked for only where a request carries our mark.
   * @param request as the API gives it
   * @returns `false` for one of somebody else
   * @throws {RemoteError} permission-denied where the token may not say whose it is, and no user name does
   */
  async hasOpened(request: unknown): Promise<boolean> {
    this.#login ??= await this.#read();
    const author = String(fieldOf(fieldOf(request, 'user'), 'login'));
    const names = [this.#login, this.#username].map((name) => name?.toLowerCase());
    if (names.includes(author.toLowerCase())) return true;
    const url = fieldOf(request, 'html_url');
    if (!this.#others.has(url))
      this.#log(
        `Left ${url} alone: it looks like ours, but "${author}" has opened it, and not "${this.#login}"`,
      );
    this.#others.add(url);
    return false;
  }

  async #read(): Promise<string> {
    const username = this.#username;
    const { data, status } = await this.#client.user(task, username === undefined ? [] : [403, 404]);
    const login = fieldOf(data, 'login');
    if (typeof login === 'string' && login !== '') return login;
    if (username === undefined || status < 400) throw this.#client.strange(task, status);
    return username;
  }
}
