// Rows of the inputs that say where a deploy is shown.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { MakeRows, Row } from './row.ts';

export const deploymentNames = [
  'environment-url',
  'deployment',
  'artifact-record',
  'github-token',
  'dotenv',
] as const;

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
    github.artifacts.clear();
    rmSync(values.dotenv, { force: true });
  };
  const image = `acme/web:v2@sha256:${'ab'.repeat(32)}`;
  const values = {
    'environment-url': 'https://{environment}.acme.dev/',
    deployment: 'true',
    'github-token': 'TheJobsToken',
    dotenv: join(server.repository.root, 'deploy.env'),
  };
  const row = (name: keyof typeof values, look: () => unknown, given: unknown, absent: unknown): Row => ({
    ...{ value: values[name], beside: { ...values, environment: 'prod' }, env, prepare, look, given, absent },
  });
  const page = () => github.deployments[0]?.statuses.at(-1)?.environment_url;
  return {
    'environment-url': row('environment-url', page, 'https://prod.acme.dev/', ''),
    deployment: row('deployment', github.states, ['in_progress success'], []),
    'artifact-record': {
      ...{ value: 'true', beside: { ...values, environment: 'prod', image }, env, prepare },
      ...{
        look: () => [...github.artifacts.keys()].map((key) => key.split(' ')[0]),
        given: ['prod'],
        absent: [],
      },
    },
    dotenv: row('dotenv', () => existsSync(values.dotenv), true, false),
    'github-token': row('github-token', () => [...new Set(github.tokens)], ['TheJobsToken'], []),
  };
};
