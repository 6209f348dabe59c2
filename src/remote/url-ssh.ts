// Clone URLs for SSH, in both spellings.

import { isIPv6 } from 'node:net';
import { inputName } from '../wording.ts';
import { portOf, spellings, urlRefusal } from './url-refusal.ts';

export interface SshUrl {
  readonly scheme: 'ssh';
  readonly user: string;
  /** Lower case; an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
  /** As git sends it: `/owner/name.git` from ssh://, `owner/name.git` from git@host:path, `~user/name.git` from both. */
  readonly path: string;
}

/**
 * Reads `ssh://[user@]host[:port]/path`. The user defaults to git, as every host has it; git's default is the
 * local user.
 * @param text the clone URL
 * @returns its parts
 * @throws {DeployError} invalid-input
 */
export function parseSshUrl(text: string): SshUrl {
  const [, userInfo, host = '', port, rawPath = ''] =
    /^[^:]+:\/\/(?:([^/]*)@)?(\[[^\]/]*\]|[^/:]*)(?::([^/]*))?(\/.*)?$/.exec(text) ?? [];
  const user = sshUser(text, userInfo);
  if (port !== undefined && /^[a-z~]/i.test(port)) {
    const remedy = userInfo === undefined ? spellings : `write "${user}@${host}:${port}${rawPath}"`;
    throw urlRefusal(text, 'what follows the colon is not a port', remedy);
  }
  return {
    scheme: 'ssh',
    user,
    host: sshHost(text, host),
    port: portOf(text, port, 22),
    path: sshPath(text, decoded(text, rawPath).replace(/^\/~/, '~')),
  };
}

/**
 * Reads `[user@]host:path`, the spelling of scp. Nothing in it is percent-decoded, as in git.
 * @param text the clone URL
 * @returns its parts
 * @throws {DeployError} invalid-input
 */
export function parseScpUrl(text: string): SshUrl {
  const [, userInfo, host = '', path = ''] = /^(?:([^/]*?)@)?(\[[^\]/]*\]|[^/:@]*):(.*)$/.exec(text) ?? [];
  const user = sshUser(text, userInfo);
  if (path.includes('@')) throw misreadPath(text, path);
  const [, port, rest] = /^(\d+)\/(.+)$/.exec(path) ?? [];
  if (port !== undefined) {
    const server = `ssh://${user}@${host}`;
    const remedy = `write "${server}:${port}/${rest}" if ${port} is a port, else "${server}/${path}"`;
    throw urlRefusal(text, 'a port cannot be part of this spelling', remedy);
  }
  return { scheme: 'ssh', user, host: sshHost(text, host), port: 22, path: sshPath(text, path) };
}

/** Without its scheme, `https://user:token@host/path` reads as the path `token@host/path` on the host `user`. */
function misreadPath(text: string, path: string) {
  const place = path.slice(path.lastIndexOf('@') + 1);
  const remedy = `write "https://${place}" and give the token as input ${inputName('token')}; or "ssh://git@host/path" with "%40" for an "@" in the path`;
  return urlRefusal(text, 'it holds "@" after the colon', remedy);
}

function sshUser(text: string, userInfo: string | undefined): string {
  if (userInfo === undefined) return 'git';
  if (userInfo.includes(':')) {
    throw urlRefusal(
      text,
      'it holds a password',
      `take the password out of it; SSH logs in with the input ${inputName('ssh-key')}`,
    );
  }
  if (/^[\w][\w.+-]*$/.test(userInfo)) return userInfo;
  throw urlRefusal(text, 'its user name is not one', 'write "git@" before the host');
}

function sshHost(text: string, host: string): string {
  const address = /^\[(.*)\]$/.exec(host)?.[1];
  if (address === undefined ? /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i.test(host) : isIPv6(address)) {
    return (address ?? host).toLowerCase();
  }
  throw urlRefusal(text, `"${host}" is not a host name`);
}

function sshPath(text: string, written: string): string {
  const path = written.replace(/(.)\/+$/, '$1');
  if (path === '' || path === '/') throw urlRefusal(text, 'it names no repository');
  // The path becomes an argument of a command on the server; git refuses this too.
  if (path.startsWith('-')) throw urlRefusal(text, 'its path starts with "-" and reads as an option');
  return path;
}

function decoded(text: string, path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw Object.assign(urlRefusal(text, 'its "%" is not followed by UTF-8 in hexadecimal'), { cause });
  }
}
