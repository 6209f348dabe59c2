// Rows of the inputs that say where a deploy is shown.
import { readFileSync } from 'node:fs';
import type { MakeRows, Row } from './row.ts';

export const deploymentNames = ['environment-url', 'deployment', 'github-token'] as const;

export const deploymentRows: MakeRows = ({ server, githubDeployments: github }) => {
  const commit = readFileSync(`${server.repository.directory}/refs/tags/start`, 'utf8').trim();
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_SERVER_URL: github.origin,
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: 'acme/web',
    GITHUB_SHA: commit,
  };
  const prepare = () => {
    github.deployments.length = 0;
    github.tokens.length = 0;
  };
  const values = {
    'environment-url': 'https://{environment}.acme.dev/',
    deployment: 'true',
    'github-token': 'TheJobsToken',
  };
  const row = (name: keyof typeof values, look: () => unknown, given: unknown, absent: unknown): Row => ({
    ...{ value: values[name], beside: { ...values, environment: 'prod' }, env, prepare, look, given, absent },
  });
  const page = () => github.deployments[0]?.statuses.at(-1)?.environment_url;
  return {
    'environment-url': row('environment-url', page, 'https://prod.acme.dev/', ''),
    deployment: row('deployment', github.states, ['in_progress success'], []),
    'github-token': row('github-token', () => [...new Set(github.tokens)], ['TheJobsToken'], []),
  };
};
