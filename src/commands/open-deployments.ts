// The deployments of the application's repository, opened where that is on GitHub.
import type { Config } from '../config/config.ts';
import type { BuiltSource } from '../config/origin-config.ts';
import { DeployError } from '../errors.ts';
import { findHost } from '../hosts/find-host.ts';
import { GitHubArtifacts } from '../hosts/github-artifacts.ts';
import { GitHubDeploymentRecord } from '../hosts/github-deployment-record.ts';
import { GitHubDeployments } from '../hosts/github-deployments.ts';
import { openApi } from '../hosts/open-api.ts';
import { checkTokenHost } from '../hosts/token-host.ts';
import { parseRemoteUrl } from '../remote/url.ts';
import { version } from '../version.ts';
import { inputName } from '../wording.ts';
import type { CommandContext } from './command.ts';
import { ciServer } from './open-config-repository.ts';

/** The record of one deployment, and what cuts its connections. */
export interface OpenedRecord {
  readonly record: GitHubDeploymentRecord;
  readonly artifacts: GitHubArtifacts;
  readonly commit: string;
  close(): void;
}

/**
 * Opens the record of a deployment; nothing is sent yet.
 * @param source what was built
 * @param signal cuts the requests
 * @returns the record, to be closed
 * @throws {DeployError} invalid-input where there is no commit to record it on, or not on GitHub
 */
export function openDeployments(
  source: BuiltSource | undefined,
  { deployment, allowHttp }: Pick<Config, 'deployment' | 'allowHttp'>,
  signal: AbortSignal,
  { given, now }: CommandContext,
): OpenedRecord {
  const { commit, repository, repositoryUrl } = source ?? {};
  const remedy = `set ${inputName('source')} to "owner/name@COMMIT", with the address of the host before it where that is another`;
  if (commit === undefined || repositoryUrl === undefined)
    throw cannot('nothing says which commit of which repository was built', remedy);
  const url = parseRemoteUrl(repositoryUrl);
  const host = findHost(url, ciServer(given.ci));
  const token = deployment.githubToken ?? '';
  if (host.kind !== 'github') throw notOnGitHub(repository);
  checkTokenHost(host, url, 'github-token', token, given.ci.jobToken);
  const opened = openApi(host, url, {
    apiUrl: undefined,
    ci: ciServer(given.ci),
    ciApiUrl: given.ci.apiUrl,
    ciGraphqlUrl: undefined,
    token: async () => token,
    username: undefined,
    allowHttp,
    userAgent: `gitops-deploy/${version}`,
    network: given.network,
    signal,
    now,
  });
  if (opened === undefined) throw notOnGitHub(repository);
  const { api, close } = opened;
  const record = new GitHubDeploymentRecord(new GitHubDeployments(api));
  return { record, artifacts: new GitHubArtifacts(api), commit, close };
}

function notOnGitHub(repository = ''): DeployError {
  return cannot(
    `"${repository}" is not on GitHub`,
    `leave ${inputName('deployment')} out: other hosts record it by the job`,
  );
}

function cannot(what: string, remedy: string): DeployError {
  return new DeployError('invalid-input', `Cannot record a deployment: ${what}`, remedy);
}
