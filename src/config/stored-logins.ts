// The credentials in `config.json` of Docker, in podman's `auth.json`, and in the variable DOCKER_AUTH_CONFIG.
import { DeployError } from '../errors.ts';
import { fieldOf, textOf } from '../json-field.ts';
import type { RegistryLogin, StoredLogins } from '../remote/registry-login.ts';

/**
 * Reads a file of credentials. Its keys are hosts, addresses such as `https://index.docker.io/v1/`, and in podman's the start
 * of a repository as well.
 * @param text what is in it
 * @param source what messages call it
 * @returns the credentials; none where the file has none
 * @throws {DeployError} invalid-input where it is not JSON
 */
export function parseStoredLogins(text: string, source: string): StoredLogins {
  const file = jsonOf(text, source);
  const logins = entriesOf(file, 'auths').flatMap(([key, entry]) => {
    const login = loginOf(entry);
    return login === undefined ? [] : [[registryOfKey(key), login] as const];
  });
  const helpers = entriesOf(file, 'credHelpers').flatMap(([key, name]) =>
    typeof name === 'string' && name !== '' ? [[registryOfKey(key), name] as const] : [],
  );
  return {
    logins: new Map(logins),
    helpers: new Map(helpers),
    helper: textOf(file, 'credsStore'),
  };
}

function jsonOf(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The cause would quote what is in it.
    throw new DeployError(
      'invalid-input',
      `Cannot read the credentials of registries in "${source}": it is not JSON`,
      'write it again with "docker login", or correct the variable',
    );
  }
}

function registryOfKey(key: string): string {
  return key
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/(?:v[12]\/?)?$/, '');
}

/** An entry without a credential stands there where a program keeps it. */
function loginOf(entry: unknown): RegistryLogin | undefined {
  const registryToken = textOf(entry, 'registrytoken');
  if (registryToken !== undefined) return { is: 'registry-token', token: registryToken };
  const identityToken = textOf(entry, 'identitytoken');
  if (identityToken !== undefined) return { is: 'identity-token', token: identityToken };
  const [, user = textOf(entry, 'username'), password = textOf(entry, 'password')] =
    /^([^:]*):([\s\S]*)$/.exec(decodedAuth(entry)) ?? [];
  if (user === undefined || password === undefined || password === '') return undefined;
  return { is: 'password', user, password };
}

/** `user:password` in base64; some programs add a byte of zero. */
function decodedAuth(entry: unknown): string {
  return Buffer.from(textOf(entry, 'auth') ?? '', 'base64')
    .toString()
    .replace(/\0+$/, '');
}

function entriesOf(value: unknown, name: string): readonly (readonly [string, unknown])[] {
  const map = fieldOf(value, name);
  return typeof map === 'object' && map !== null ? Object.entries(map) : [];
}
