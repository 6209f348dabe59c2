// The way to a repository: HTTP or SSH, by its URL.

import { DeployError } from '../errors.ts';
import { checkTokenMayTravel } from '../http/authorization.ts';
import type { HttpOrigin } from '../http/origin.ts';
import { type HttpProxy, proxyFor } from '../http/proxy.ts';
import type { TimeLimits } from '../http/request.ts';
import type { NetworkSettings } from '../remote/network-settings.ts';
import type { KnownHost } from '../remote/ssh/known-hosts.ts';
import type { SshKey } from '../remote/ssh/ssh-key.ts';
import type { HttpUrl, RemoteUrl, SshUrl } from '../remote/url.ts';
import { inputName } from '../wording.ts';
import type { GitHost } from './git-host.ts';
import { gitRefusals } from './refusals/git-refusals.ts';
import type { TokenSource } from './token-source.ts';
import { httpTransport } from './transport/http.ts';
import type { HttpOptions } from './transport/http-exchange.ts';
import { sshTransport } from './transport/ssh.ts';
import type { Transport } from './transport/transport.ts';

/** Where the repository is and how to get in. */
export interface TransportOptions {
  readonly url: RemoteUrl;
  readonly host: GitHost;
  readonly token: string | TokenSource | undefined;
  /** Goes with the token; without it, the one that the host wants. */
  readonly username: string | undefined;
  /** A token may travel in the clear. */
  readonly allowHttp: boolean;
  readonly sshKey: SshKey | undefined;
  /** Replace the host's published keys: whoever pins keys accepts no others. */
  readonly knownHosts: readonly KnownHost[] | undefined;
  readonly network: NetworkSettings;
  /** Starts with `git/`: GitHub answers URLs without `.git` by it. */
  readonly userAgent: string;
  /** The end of the whole budget, milliseconds of the monotonic clock. */
  readonly deadline: number;
  readonly monotonicNow: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** The same, and what cuts every connection, and whatever waits for it. */
interface EndedOptions extends TransportOptions {
  readonly endSignal: AbortSignal;
}

const connectMs = 10_000;
const silenceMs = 30_000;

/**
 * Makes the transport for the URL's scheme; nothing is sent yet.
 * @param where the repository is and how to get in
 * @param endSignal cuts every connection, and whatever waits for it
 * @returns the transport
 * @throws {DeployError} invalid-input for credentials that cannot be used there
 */
export function openTransport(where: TransportOptions, endSignal: AbortSignal): Transport {
  const { url } = where;
  const options = { ...where, endSignal };
  return url.scheme === 'ssh' ? openSsh(url, options) : openHttp(url, options);
}

function openSsh(url: SshUrl, options: EndedOptions): Transport {
  const { host, sshKey, knownHosts, endSignal } = options;
  if (sshKey === undefined) throw missingKey();
  const { connectMs, silenceMs } = limitsOf(options);
  return sshTransport({
    url,
    key: sshKey,
    knownHosts: knownHosts ?? host.knownHosts,
    refusals: [...host.refusals, ...gitRefusals],
    proxy: proxyTo({ scheme: 'https', host: url.host, port: url.port }, options),
    authorities: options.network.authorities,
    connectMs,
    silenceMs,
    signal: endSignal,
  });
}

function openHttp(url: HttpUrl, options: EndedOptions): Transport {
  const { host, token, allowHttp, userAgent, now, endSignal, log } = options;
  if (token !== undefined) checkTokenMayTravel(url, allowHttp);
  return httpTransport({
    url,
    authorization: authorizationOf(options),
    refusals: [...host.refusals, ...gitRefusals],
    writeRemedy: host.writeRemedy,
    userAgent,
    now,
    signal: endSignal,
    proxy: proxyTo(url, options),
    authorities: options.network.authorities,
    limits: () => limitsOf(options),
    log,
  });
}

function authorizationOf(options: EndedOptions): HttpOptions['authorization'] {
  const { host, token, username, endSignal } = options;
  if (token === undefined || typeof token === 'string')
    return token === undefined ? undefined : host.authorization(token, username);
  return {
    value: async () => host.authorization(await token.token(limitsOf(options), endSignal), username),
    forget: () => token.forget(),
  };
}

/** SSH has no variable of its own: it takes the proxy of https:// URLs, whose tunnel carries anything. */
function proxyTo(origin: HttpOrigin, { network, log }: TransportOptions): HttpProxy | undefined {
  const proxy = proxyFor(origin, network.proxies);
  if (proxy) log(`Going through the proxy "${proxy.host}:${proxy.port}"`);
  return proxy;
}

/** A request that hangs leaves time to look for what became of it, and to try again. */
function limitsOf({ deadline, monotonicNow }: TransportOptions): TimeLimits {
  const left = Math.max(1000, deadline - monotonicNow());
  return {
    connectMs: Math.min(connectMs, Math.round(left / 3)),
    silenceMs: Math.min(silenceMs, Math.round(left / 3)),
    totalMs: Math.round((left * 2) / 3),
  };
}

function missingKey(): DeployError {
  return new DeployError(
    'invalid-input',
    `Cannot log in by SSH: the input ${inputName('ssh-key')} is missing or empty`,
    `where it is set already, check the spelling of its secret: a name that does not exist arrives empty, and so does every secret in pipelines of forks, and a protected one on branches that are not; else set it to a private key whose public half is a deploy key with write access, or give an https:// URL and ${inputName('token')}`,
  );
}
