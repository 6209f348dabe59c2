// How a connection logs in over SSH: the host has to prove a known key, and we prove ours.
import { sign } from 'node:crypto';
import type { ConnectConfig, ParsedKey, PublicKeyAuthMethod, utils } from 'ssh2';
import type { RemoteError } from '../../http/remote-error.ts';
import type { KnownHost } from '../../remote/ssh/known-hosts.ts';
import { type SshKey, signatureHashes } from '../../remote/ssh/ssh-key.ts';
import type { SshUrl } from '../../remote/url.ts';
import { hostKeyAlgorithms, hostKeyRefusal } from './known-hosts-check.ts';

/** Where to log in, with what, and whom to trust there. */
export interface LoginOptions {
  readonly url: SshUrl;
  readonly key: SshKey;
  readonly knownHosts: readonly KnownHost[];
}

/**
 * Makes what ssh2 wants to know to log in.
 * @param parseKey ssh2's own
 * @param refuse is told why the host is not trusted; ssh2 itself would only say that it is not
 * @returns the part of its configuration that says how
 */
export function loginConfig(
  { url: { host, port, user }, key, knownHosts }: LoginOptions,
  parseKey: typeof utils.parseKey,
  refuse: (why: RemoteError) => void,
): ConnectConfig {
  return {
    username: user,
    // Silence ends a handshake too.
    readyTimeout: 0,
    algorithms: { serverHostKey: hostKeyAlgorithms(knownHosts, host, port) },
    authHandler: loginKeys(key, parseKey).map(
      (each): PublicKeyAuthMethod => ({ type: 'publickey', username: user, key: each }),
    ),
    hostVerifier: (hostKey: Buffer) => {
      const refusal = hostKeyRefusal(knownHosts, host, port, hostKey);
      if (refusal !== undefined) refuse(refusal);
      return refusal === undefined;
    },
  };
}

/**
 * ssh2 reads fewer private keys than Node does (no ed25519 in PKCS#8), so it gets the public half and a way to sign.
 * An RSA key is tried with both names of RFC 8332: to a server that does not say which it takes, ssh2 would sign with SHA-1.
 */
function loginKeys({ type, publicKey, privateKey }: SshKey, parseKey: typeof utils.parseKey): ParsedKey[] {
  const rsa = { 'rsa-sha2-512': 'sha512', 'rsa-sha2-256': 'sha256' };
  const ways = type === 'ssh-rsa' ? rsa : { [type]: signatureHashes[type] };
  return Object.entries(ways).map(([name, hash]) => {
    const parsed = parseKey(publicKey);
    if (parsed instanceof Error) throw parsed;
    const signed = (data: Buffer) => sign(hash, data, privateKey);
    return Object.assign(parsed, { type: name, isPrivateKey: () => true, sign: signed });
  });
}
