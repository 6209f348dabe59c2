// The last step of the demo's pipeline, run as a CI runs it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Release } from './release.ts';

const bundle = fileURLToPath(new URL('../dist/index.js', import.meta.url));

export interface PipelineStep {
  /** Clone URL of the config repository, and a token that may push to it. */
  readonly server: string;
  readonly token: string;
  readonly file: string;
  readonly release: Release;
  /** Slack webhook. */
  readonly slack: string;
}

/** Runs the bundle as a job of GitLab CI does, by variables alone, with its log shown. Gives the exit code. */
export async function runPipelineStep(step: PipelineStep): Promise<number> {
  const inputs = inputsOf(step);
  const shown = { ...inputs, GITOPS_DEPLOY_TOKEN: '[masked]', GITOPS_DEPLOY_SLACK_WEBHOOK_URL: '[masked]' };
  for (const [name, value] of Object.entries(shown)) console.log(`  ${name}=${value}`);
  console.log('$ gitops-deploy');
  const env = { PATH: process.env.PATH, ...gitlab(step.release), ...inputs };
  const job = spawn(process.execPath, [bundle], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  job.stdout.setEncoding('utf8').on('data', (text: string) => process.stdout.write(withoutFolds(text)));
  const [exit] = (await once(job, 'close')) as [number | null];
  return exit ?? 1;
}

function inputsOf({ server, token, file, release, slack }: PipelineStep): Record<string, string> {
  return {
    GITOPS_DEPLOY_REPOSITORY: server,
    GITOPS_DEPLOY_TOKEN: token,
    GITOPS_DEPLOY_BRANCH: 'main',
    GITOPS_DEPLOY_FILE: file,
    GITOPS_DEPLOY_IMAGE: `dockerhub/microservice-vehicles:${release.tag}`,
    GITOPS_DEPLOY_VERSION_ENV: 'DD_VERSION',
    GITOPS_DEPLOY_SLACK_WEBHOOK_URL: slack,
    GITOPS_DEPLOY_DASHBOARD_URL: 'https://dashboard.acme.io/#/search?namespace={namespace}&q={name}',
  };
}

/** What GitLab tells every job: https://docs.gitlab.com/ci/variables/predefined_variables/ */
function gitlab({ commit }: Release): Record<string, string> {
  return {
    CI: 'true',
    GITLAB_CI: 'true',
    CI_SERVER_URL: 'https://gitlab.acme.io',
    CI_PROJECT_PATH: 'acme/microservice-vehicles',
    CI_COMMIT_SHA: commit,
    CI_JOB_URL: 'https://gitlab.acme.io/acme/microservice-vehicles/-/jobs/70417',
    GITLAB_USER_LOGIN: 'jo',
    GITLAB_USER_NAME: 'Jo Doe',
    GITLAB_USER_EMAIL: 'jo@acme.io',
  };
}

/** GitLab's web page turns these marks into titles to fold: https://docs.gitlab.com/ci/jobs/job_logs/#custom-collapsible-sections */
function withoutFolds(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the marks are made of them
  return text.replace(/section_(start|end):\d+:[^\r]*\r\x1b\[0K\n?/g, '').replaceAll('\x1b[0K', '');
}
