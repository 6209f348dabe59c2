// A real sshd on localhost.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import {
  type BareOptions,
  type BareRepository,
  createBareRepository,
  gitEnvironment,
} from './bare-repository.ts';
import { freePort } from './relay.ts';
import { type KeyPair, makeKeyPair } from './ssh-keys.ts';

const sshd = '/usr/sbin/sshd';

let madeHostKey: KeyPair | undefined;

/** One for all servers that ask for no other. */
function hostKey(): KeyPair {
  madeHostKey ??= makeKeyPair('ed25519');
  return madeHostKey;
}

/** OpenSSH's server, from Debian's package openssh-server; where it is absent, tests skip and say so. */
export const hasSshd = existsSync(sshd);

/**
 * Groups tests that need sshd.
 * @param what is not tested where there is none
 */
export function describeWithSshd(what: string): typeof describe | typeof describe.skip {
  if (hasSshd) return describe;
  process.stderr.write(`${what} is not tested: install openssh-server\n`);
  return describe.skip;
}

export interface SshServerOptions extends Partial<Pick<BareOptions, 'files' | 'branch' | 'hooks'>> {
  /** `git config` of the repository. */
  readonly gitConfig?: NonNullable<BareOptions['config']>;
  readonly hostKeys?: readonly KeyPair[];
  /** Public halves of the keys that may log in. */
  readonly authorized: readonly KeyPair[];
  /** Whether GIT_PROTOCOL gets through; without it the server speaks protocol v0. */
  readonly acceptEnv?: boolean;
  /** Sent before the login, as servers with a legal notice do. */
  readonly banner?: string;
  /** Runs in place of every command; the wanted one is in SSH_ORIGINAL_COMMAND. */
  readonly forceCommand?: string;
  /** More lines of sshd_config(5). */
  readonly config?: readonly string[];
}

export interface SshServer {
  readonly port: number;
  readonly user: string;
  readonly repository: BareRepository;
  /** `ssh://user@127.0.0.1:port/.../config.git`. */
  readonly url: string;
  /** Lines of a known_hosts file. */
  readonly knownHosts: string;
  /** What sshd wrote so far. */
  log(): string;
  close(): Promise<void>;
}

/** A real sshd on a free loopback port; git's own upload-pack and receive-pack work behind it. */
export async function startSshServer(options: SshServerOptions): Promise<SshServer> {
  const { files = { 'README.md': 'config\n' }, branch = 'main', hostKeys = [hostKey()] } = options;
  const repository = await createBareRepository({
    files,
    branch,
    ...(options.hooks && { hooks: options.hooks }),
    ...(options.gitConfig && { config: options.gitConfig }),
  });
  const port = await freePort();
  const config = await writeConfig(options, hostKeys, repository, port);
  if (userInfo().uid === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  const child = spawn(sshd, ['-D', '-e', '-f', config], { env: gitEnvironment(repository.root) });
  let log = '';
  child.stderr.on('data', (chunk) => {
    log += chunk;
  });
  await listening(child, () => log);
  const user = userInfo().username;
  return {
    port,
    user,
    repository,
    url: `ssh://${user}@127.0.0.1:${port}${repository.directory}`,
    knownHosts: hostKeys.map(({ publicKey }) => `[127.0.0.1]:${port} ${publicKey}\n`).join(''),
    log: () => log,
    async close() {
      killSessions(child.pid);
      child.kill();
      await new Promise((resolve) => child.once('exit', resolve));
      await repository.remove();
    },
  };
}

async function writeConfig(
  options: SshServerOptions,
  hostKeys: readonly KeyPair[],
  { root }: BareRepository,
  port: number,
): Promise<string> {
  const file = (name: string) => join(root, name);
  const hostKeyFiles = hostKeys.map((_, index) => file(`host-key-${index}`));
  await Promise.all(
    hostKeys.map(({ privateKey }, i) => writeFile(hostKeyFiles[i] ?? '', privateKey, { mode: 0o600 })),
  );
  await writeFile(
    file('authorized_keys'),
    options.authorized.map(({ publicKey }) => `${publicKey}\n`).join(''),
  );
  await writeFile(file('banner'), options.banner ?? '');
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    ...hostKeyFiles.map((path) => `HostKey ${path}`),
    `AuthorizedKeysFile ${file('authorized_keys')}`,
    'AuthenticationMethods publickey',
    'PermitRootLogin yes',
    'StrictModes no',
    'UsePAM no',
    'PidFile none',
    // Neither git nor the shell in the session may read the configuration of whoever runs the tests.
    `SetEnv HOME=${root} GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null`,
    ...(options.acceptEnv === false ? [] : ['AcceptEnv GIT_PROTOCOL']),
    ...(options.banner === undefined ? [] : [`Banner ${file('banner')}`]),
    ...(options.forceCommand === undefined ? [] : [`ForceCommand ${options.forceCommand}`]),
    ...(options.config ?? []),
  ];
  await writeFile(file('sshd_config'), `${lines.join('\n')}\n`);
  return file('sshd_config');
}

function listening(child: ChildProcess, log: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', () => {
      if (log().includes('Server listening')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`Cannot start sshd: exit ${code}: ${log()}`)));
  });
}

/** Sessions are processes of their own and outlive the one that listens. */
function killSessions(server: number | undefined): void {
  const table = execFileSync('ps', ['-A', '-o', 'ppid=,pid='], { encoding: 'utf8' });
  const pairs = table.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number | undefined): number[] =>
    pairs.flatMap(([ppid, pid]) => (ppid === parent && pid !== undefined ? [...childrenOf(pid), pid] : []));
  for (const pid of childrenOf(server)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}
