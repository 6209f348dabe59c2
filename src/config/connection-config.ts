// How the config repository is reached, the same for every command that reads or writes it.
import { checkBranch } from '../remote/branch-name.ts';
import type { GitHubApp } from '../remote/github-app.ts';
import { type KnownHost, parseKnownHosts } from '../remote/ssh/known-hosts.ts';
import { parseSshKey, type SshKey } from '../remote/ssh/ssh-key.ts';
import type { RemoteUrl } from '../remote/url.ts';
import { readApp } from './app-config.ts';
import type { CiRun } from './ci/ci-run.ts';
import type { InputReader } from './input-reader.ts';
import type { Choice } from './inputs.ts';
import { checkSecretPlace } from './misplaced-secret.ts';
import { parseDuration } from './parsers.ts';
import { readLogin, readRepository } from './repository-config.ts';

/** How the config repository is reached. */
export interface Connection {
  /** The clone URL as it was meant, to show to people. */
  readonly repository: string;
  readonly url: RemoteUrl;
  /** Without it, the default branch. */
  readonly branch: string | undefined;
  readonly username: string | undefined;
  readonly token: string | undefined;
  /** Makes the token, in place of one that is given. */
  readonly app: GitHubApp | undefined;
  /** The token may travel in the clear. */
  readonly allowHttp: boolean;
  readonly sshKey: SshKey | undefined;
  readonly sshKnownHosts: readonly KnownHost[] | undefined;
  /** The kind of its host, where the user says it. */
  readonly hostType: Choice<'host-type'> | undefined;
  readonly timeoutMs: number;
}

/**
 * Reads how the config repository is reached; what is wrong is noted by the reader.
 * @returns `undefined` where what has to be there is absent or bad
 */
export function readConnection(reader: InputReader, ci: CiRun): Connection | undefined {
  const repository = readRepository(reader, ci);
  const values = {
    branch: reader.parsed('branch', (name) => checkBranch(name.replace(/^refs\/heads\//, ''))),
    ...readLogin(reader, ci),
    app: readApp(reader, repository?.url),
    allowHttp: reader.isOn('allow-http'),
    sshKey: readKey(reader, 'ssh-key'),
    sshKnownHosts: reader.parsed('ssh-known-hosts', parseKnownHosts),
    hostType: reader.choice('host-type'),
  };
  const timeoutMs = reader.parsed('timeout', parseDuration);
  return repository === undefined || timeoutMs === undefined
    ? undefined
    : { ...values, ...repository, timeoutMs };
}

/**
 * Reads a private key.
 * @returns `undefined` where it is absent or bad
 */
export function readKey(reader: InputReader, name: 'ssh-key' | 'signing-key'): SshKey | undefined {
  return reader.parsed(name, (text) => parseSshKey(checkSecretPlace(name, text), name));
}
