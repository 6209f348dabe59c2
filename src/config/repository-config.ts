// Where the config repository is, and how to get in over HTTPS.
import { parseRemoteUrl, type RemoteUrl } from '../remote/url.ts';
import type { CiRun } from './ci/ci-run.ts';
import { checkReach, cloneUrl } from './clone-url.ts';
import { checkRepositoryText } from './common-mistakes.ts';
import type { InputReader } from './input-reader.ts';
import { checkSecretPlace } from './misplaced-secret.ts';
import { checkNoSlip } from './near-clone-url.ts';
import { checkNoPage } from './page-address.ts';
import { parseToken } from './token.ts';

/**
 * Reads where the config repository is.
 * @returns the clone URL as it was meant, and its parts; `undefined` where it is absent or bad
 */
export function readRepository(
  reader: InputReader,
  ci: CiRun,
): { readonly repository: string; readonly url: RemoteUrl } | undefined {
  if (reader.text('repository') === undefined) reader.missing('repository', 'set it');
  const hasToken = reader.isAnyGiven('token', 'app-id');
  const hasKey = reader.text('ssh-key') !== undefined;
  return reader.parsed('repository', (text) => {
    const checked = checkNoSlip(checkRepositoryText(checkSecretPlace('repository', text)));
    const repository = cloneUrl(checkNoPage(checked), ci);
    const url = checkReach(parseRemoteUrl(repository), hasToken, hasKey);
    const hasUser = url.scheme !== 'ssh' && url.user !== undefined;
    return { repository: hasUser ? url.href : repository, url };
  });
}

/**
 * Reads the token and its user. GitLab takes the token of a job with this user name alone:
 * https://docs.gitlab.com/ci/jobs/ci_job_token/
 * @returns both, where they are given
 */
export function readLogin(
  reader: InputReader,
  { jobToken }: CiRun,
): { readonly username: string | undefined; readonly token: string | undefined } {
  const token = reader.parsed('token', parseToken);
  const byToken = token !== undefined && token === jobToken ? 'gitlab-ci-token' : undefined;
  const username = reader.parsed('username', (text) => checkSecretPlace('username', text)) ?? byToken;
  return { username, token };
}
