// Inputs that name a GitHub App as the credential.

import type { GitHubApp } from '../remote/github-app.ts';
import { parseAppKey } from '../remote/ssh/app-key.ts';
import type { RemoteUrl } from '../remote/url.ts';
import { inputName } from '../wording.ts';
import { invalidValue } from './input-problem.ts';
import type { InputReader } from './input-reader.ts';
import { checkSecretPlace } from './misplaced-secret.ts';

/**
 * Reads the GitHub App that makes the token.
 * @param url of the repository, where it is known
 * @returns `undefined` where none is given, or where it is bad
 */
export function readApp(reader: InputReader, url: RemoteUrl | undefined): GitHubApp | undefined {
  const has = (name: 'app-id' | 'app-private-key' | 'token'): boolean => reader.text(name) !== undefined;
  const id = reader.parsed('app-id', parseAppId);
  const privateKey = reader.parsed('app-private-key', (text) =>
    parseAppKey(checkSecretPlace('app-private-key', text)),
  );
  const installationId = reader.parsed('app-installation-id', parseInstallationId);
  if (!has('app-id')) {
    if (privateKey !== undefined || installationId !== undefined)
      reader.missing('app-id', 'say whose private key and installation it is');
    return undefined;
  }
  // Where the id itself is wrong, only that is said.
  if (id !== undefined && !has('app-private-key'))
    reader.missing('app-private-key', 'give the private key of the App');
  if (has('token'))
    reader.refuse(
      'token',
      `is given beside ${inputName('app-id')}`,
      'leave one of them out: the App makes its own token',
    );
  if (url?.scheme === 'ssh')
    reader.refuse(
      'app-id',
      'has no effect on a repository that is reached by SSH',
      `write "https://${url.host}/${url.path.replace(/^\//, '')}" as ${inputName('repository')}, or leave ${inputName('app-id')} out`,
    );
  return id === undefined || privateKey === undefined ? undefined : { id, privateKey, installationId };
}

/** https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app */
function parseAppId(text: string): string {
  checkSecretPlace('app-id', text);
  if (!/^(?:[1-9]\d{0,14}|Iv\d*[.\w]{8,40})$/.test(text))
    throw invalidValue(
      'is not the id of a GitHub App',
      'give the number "App ID", or the "Client ID" that begins with "Iv", from the page of the App',
    );
  return text;
}

function parseInstallationId(text: string): number {
  checkSecretPlace('app-installation-id', text);
  const id = /^(?:https:\/\/\S+\/installations\/)?([1-9]\d{0,14})\/?$/.exec(text)?.[1];
  if (id === undefined)
    throw invalidValue(
      'is not the id of an installation',
      'give the number at the end of the address of the page "Configure" of the App, or leave it out',
    );
  return Number(id);
}
