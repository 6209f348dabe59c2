import { authorization, checkTokenMayTravel } from '../http/authorization.ts';
import { type ProxySettings, proxyFor } from '../http/proxy.ts';
import type { TimeLimits } from '../http/request.ts';
import { type SshOptions, sshCredentials } from '../remote/ssh/ssh-credentials.ts';
import type { RemoteUrl } from '../remote/url.ts';
import { httpTransport } from './transport/http.ts';
import { sshTransport } from './transport/ssh.ts';
import type { Transport } from './transport/transport.ts';

/** Where the repository is and how to get in. */
export interface ConnectOptions extends SshOptions {
  readonly url: RemoteUrl;
  readonly token: string | undefined;
  readonly username: string | undefined;
  /** A token may travel in the clear. */
  readonly allowHttp: boolean;
  readonly proxy: ProxySettings;
  readonly userAgent: string;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly now: () => number;
  /** Cuts every connection, and whatever waits for it. */
  readonly over: AbortSignal;
  readonly log: (line: string) => void;
}

const connectMs = 10_000;
const silenceMs = 30_000;

/**
 * The transport for the URL's scheme; nothing is sent yet.
 * @throws DeployError `invalid-input`
 */
export function connect(options: ConnectOptions): Transport {
  const { url, token, username, userAgent, now, over, log } = options;
  if (url.scheme === 'ssh') {
    const { silenceMs } = limitsOf(options);
    return sshTransport({ url, ...sshCredentials(options), silenceMs, over });
  }
  if (token !== undefined) checkTokenMayTravel(url, options.allowHttp);
  const proxy = proxyFor(url, options.proxy);
  if (proxy) log(`Going through the proxy "${proxy.host}:${proxy.port}"`);
  return httpTransport({
    url,
    authorization: token === undefined ? undefined : authorization(url, token, username),
    userAgent,
    now,
    over,
    proxy,
    limits: () => limitsOf(options),
  });
}

/** A request that hangs leaves time to look for what became of it, and to try again. */
function limitsOf({ deadline, now }: ConnectOptions): TimeLimits {
  const left = Math.max(1000, deadline - now());
  return {
    connectMs: Math.min(connectMs, left / 3),
    silenceMs: Math.min(silenceMs, left / 3),
    totalMs: (left * 2) / 3,
  };
}
