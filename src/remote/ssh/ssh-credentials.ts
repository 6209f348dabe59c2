import { DeployError } from '../../errors.ts';
import { type KnownHost, parseKnownHosts } from './known-hosts.ts';
import { publishedHostKeys } from './known-hosts-data.ts';
import type { SshKey } from './ssh-key.ts';

/** What is given for SSH. */
export interface SshOptions {
  readonly sshKey: SshKey | undefined;
  /** Without it, the keys that the big hosts publish are known. */
  readonly knownHosts: readonly KnownHost[] | undefined;
}

/** Who we are to the server, and how it proves who it is. */
export interface SshCredentials {
  readonly key: SshKey;
  readonly knownHosts: readonly KnownHost[];
}

/**
 * Given host keys replace the published ones: whoever pins keys wants no others.
 * @throws DeployError `invalid-input`
 */
export function sshCredentials({ sshKey, knownHosts }: SshOptions): SshCredentials {
  if (sshKey === undefined) {
    throw new DeployError(
      'invalid-input',
      'Cannot log in by SSH: the input "ssh-key" is missing or empty',
      'give a private key whose public half is a deploy key with write access, or an https:// URL and "token"; pipelines of forks and of unprotected branches get no secrets',
    );
  }
  return {
    key: sshKey,
    knownHosts: knownHosts ?? parseKnownHosts(publishedHostKeys),
  };
}
