// The tool's SSH, as tests call it.
import { sshTransport } from '../src/git/transport/ssh.ts';
import type { Answer, Transport } from '../src/git/transport/transport.ts';
import { parseKnownHosts } from '../src/remote/ssh/known-hosts.ts';
import { parseSshKey } from '../src/remote/ssh/ssh-key.ts';
import { parseRemoteUrl } from '../src/remote/url.ts';
import type { SshServer } from './ssh-server.ts';

export interface ClientOptions {
  /** The private key as an input would hold it. */
  readonly key: string;
  /** Lines of a known_hosts file; the server's own by default. */
  readonly knownHosts?: string;
  /** Another way to the server: a proxy's port. */
  readonly port?: number;
  readonly path?: string;
  readonly silenceMs?: number;
}

/** The transport as the product makes it, to this server. */
export function clientOf(
  server: Pick<SshServer, 'port' | 'url' | 'knownHosts'>,
  options: ClientOptions,
): Transport & { close(): void } {
  const end = new AbortController();
  const url = parseRemoteUrl(server.url);
  if (url.scheme !== 'ssh') throw new TypeError('An SSH server has an SSH URL');
  const port = options.port ?? url.port;
  const knownHosts = options.knownHosts ?? server.knownHosts;
  const transport = sshTransport({
    url: { ...url, port, path: options.path ?? url.path },
    key: parseSshKey(options.key, 'ssh-key'),
    knownHosts: parseKnownHosts(knownHosts.replaceAll(`]:${server.port} `, `]:${port} `)),
    refusals: [],
    proxy: undefined,
    authorities: [],
    connectMs: 20_000,
    silenceMs: options.silenceMs ?? 20_000,
    signal: end.signal,
  });
  return { ...transport, close: () => end.abort() };
}

/** The packets' text up to the flush packet, or to the end. */
export async function textOf(answer: Answer): Promise<string> {
  let text = '';
  for (;;) {
    const packet = await answer.next();
    if (packet === undefined || packet.kind === 'flush') return text;
    text += packet.kind === 'data' ? packet.data.toString('latin1') : '';
  }
}

/** The whole advertisement of upload-pack; its session stays open. */
export async function advertisement(transport: Transport): Promise<string> {
  const answer = await transport.advertise('git-upload-pack');
  const text = await textOf(answer);
  answer.release();
  return text;
}
