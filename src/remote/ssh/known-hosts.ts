// The lines of a known_hosts file.
import { createHmac } from 'node:crypto';
import { DeployError } from '../../errors.ts';
import { matchesWildcard } from '../../wildcard.ts';
import { inputName } from '../../wording.ts';
import { readSshStrings } from './ssh-wire.ts';

/** One line of a known_hosts file. Source: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. */
export interface KnownHost {
  /** `revoked`: never trust this key. `cert-authority`: trust host certificates that it signed. */
  readonly marker: 'revoked' | 'cert-authority' | undefined;
  /** Host patterns with `*`, `?` and `!`, or one hash `|1|salt|digest`; `[host]:port` for ports other than 22. */
  readonly hosts: readonly string[];
  /** `ssh-ed25519` and the like. */
  readonly type: string;
  readonly key: Buffer;
}

/**
 * Reads a known_hosts file, as ssh-keyscan writes it too.
 * @param text the file's lines; comments and empty lines are left out
 * @returns one entry per line
 * @throws {DeployError} invalid-input for a line that is none: a lost line would look like an unknown host
 *   later
 */
export function parseKnownHosts(text: string): readonly KnownHost[] {
  const lines = text.split(/\r?\n|\r/).map((line) => line.trim());
  return lines.flatMap((line, index) =>
    line === '' || line.startsWith('#') ? [] : parseLine(line, index + 1),
  );
}

/**
 * Selects the lines that speak of a server. As OpenSSH does, a bare host counts for any port that has no key
 * of its own.
 * @param known the lines of known_hosts
 * @param host its name or address
 * @param port its TCP port
 * @returns the lines, revoked keys among them
 */
export function linesFor(known: readonly KnownHost[], host: string, port: number): readonly KnownHost[] {
  const naming = (name: string) => known.filter(({ hosts }) => names(hosts, name));
  const lines = naming(knownHostName(host, port));
  const hasKey = lines.some(({ marker }) => marker === undefined);
  return hasKey || port === 22 ? lines : [...lines, ...naming(host)];
}

/**
 * Writes a server's name as it stands in a known_hosts file.
 * @param host its name or address
 * @param port its TCP port
 * @returns `host`, or `[host]:port` for another port than 22
 */
export function knownHostName(host: string, port: number): string {
  return port === 22 ? host : `[${host}]:${port}`;
}

function parseLine(line: string, number: number): KnownHost {
  const [, marker, hosts = '', type = '', base64 = ''] =
    /^(?:@(revoked|cert-authority)\s+)?([^@\s]\S*)\s+([a-z][\w.@-]*)\s+([A-Za-z0-9+/]+={0,2})(?:\s|$)/.exec(
      line,
    ) ?? [];
  const key = Buffer.from(base64, 'base64');
  // The key repeats its type: where the two differ, the line was cut or edited by hand.
  if (type === '' || readSshStrings(key, 1)?.strings[0]?.toString() !== type) {
    throw new DeployError(
      'invalid-input',
      `Cannot use input ${inputName('ssh-known-hosts')}: line ${number} is not of the form "host type key"`,
      'give the lines that "ssh-keyscan HOST" prints, after checking their fingerprints',
    );
  }
  const known = marker === 'revoked' || marker === 'cert-authority' ? marker : undefined;
  return { marker: known, hosts: hosts.split(','), type, key };
}

/** One `!pattern` that matches takes the whole line out. */
function names(hosts: readonly string[], name: string): boolean {
  const excluded = hosts.some((host) => host.startsWith('!') && matches(host.slice(1), name));
  return !excluded && hosts.some((host) => matches(host, name));
}

function matches(pattern: string, name: string): boolean {
  const [, salt, digest] = /^\|1\|([^|]+)\|([^|]+)$/.exec(pattern) ?? [];
  if (salt !== undefined) {
    return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === digest;
  }
  return matchesWildcard(pattern.toLowerCase(), name);
}
