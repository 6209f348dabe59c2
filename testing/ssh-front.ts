// git over SSH in this process, under a user's name of its own: sshd takes accounts of the machine alone.
import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import ssh2 from 'ssh2';
import { type BareRepository, gitEnvironment } from './bare-repository.ts';
import type { KeyPair } from './ssh-keys.ts';

export interface SshFront {
  readonly port: number;
  close(): Promise<void>;
}

/** Whom it lets in, and what it shows. */
export interface SshFrontOptions {
  readonly user: string;
  readonly authorized: KeyPair;
  readonly hostKey: KeyPair;
}

/** Serves one repository, whatever its path, on a free loopback port. */
export async function startSshFront(
  repository: BareRepository,
  { user, authorized, hostKey }: SshFrontOptions,
): Promise<SshFront> {
  const open = new Set<ssh2.Connection>();
  const [, blob = ''] = authorized.publicKey.split(' ');
  const server = new ssh2.Server({ hostKeys: [hostKey.privateKey] }, (client) => {
    open.add(client.on('close', () => void open.delete(client)).on('error', () => client.end()));
    client.on('authentication', (login) => {
      const isOurs = login.method === 'publickey' && login.key.data.toString('base64') === blob;
      if (isOurs && login.username === user) login.accept();
      else login.reject(['publickey']);
    });
    client.on('session', (accept) => serve(accept(), repository));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const client of open) client.end();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serve(session: ssh2.Session, { root, directory }: BareRepository): void {
  const env = gitEnvironment(root);
  session.on('env', (accept, _reject, { key, val }) => {
    if (key === 'GIT_PROTOCOL') env.GIT_PROTOCOL = val;
    accept?.();
  });
  session.on('exec', (accept, _reject, { command }) => {
    const service = /^git-(upload-pack|receive-pack) /.exec(command)?.[1] ?? 'upload-pack';
    const channel = accept();
    const child = spawn('git', [service, directory], { env });
    channel.pipe(child.stdin);
    child.stdout.pipe(channel, { end: false });
    child.stderr.pipe(channel.stderr, { end: false });
    child.on('close', (code) => {
      channel.exit(code ?? 1);
      channel.end();
    });
  });
}
