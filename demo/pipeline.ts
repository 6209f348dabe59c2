// The last step of a pipeline, run as a CI runs it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const bundle = fileURLToPath(new URL('../dist/index.js', import.meta.url));

/** Inputs by name, and whether the log is to be in colours. */
export interface Step {
  readonly inputs: Readonly<Record<string, string>>;
  readonly token: string;
  readonly color: boolean;
}

/** How a step ended, with all that it wrote. */
export interface StepRun {
  readonly exit: number | null;
  readonly log: string;
}

/** Runs the committed bundle with the variables of a job of GitLab CI. */
export async function runStep({ inputs, token, color }: Step): Promise<StepRun> {
  const flags = Object.entries(inputs).map(([name, value]) => `--${name}=${value}`);
  const colors = color ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  const env = { PATH: process.env.PATH, ...gitlab, ...colors, GITOPS_DEPLOY_TOKEN: token };
  const job = spawn(process.execPath, [bundle, ...flags], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [job.stdout, job.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  const [exit] = (await once(job, 'close')) as [number | null];
  return { exit, log: withoutFolds(log).trimEnd() };
}

/** What GitLab tells every job: https://docs.gitlab.com/ci/variables/predefined_variables/ */
const gitlab = {
  ...{ CI: 'true', GITLAB_CI: 'true', CI_SERVER_URL: 'https://gitlab.acme.io' },
  CI_PROJECT_PATH: 'acme/microservice-vehicles',
  CI_COMMIT_SHA: '344b590fa83d2cd2c1dd9b1a8fc1c7c3ee5a3c0b',
  CI_JOB_URL: 'https://gitlab.acme.io/acme/microservice-vehicles/-/jobs/70417',
  ...{ GITLAB_USER_LOGIN: 'jo', GITLAB_USER_NAME: 'Jo Doe', GITLAB_USER_EMAIL: 'jo@acme.io' },
};

/** GitLab's web page turns these marks into titles to fold: https://docs.gitlab.com/ci/jobs/job_logs/#custom-collapsible-sections */
function withoutFolds(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the marks are made of them
  return text.replace(/section_(start|end):\d+:[^\r]*\r\x1b\[0K\n?/g, '').replaceAll('\x1b[0K', '');
}
