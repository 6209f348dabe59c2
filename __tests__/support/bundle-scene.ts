import { type BundleRun, type Flags, startBundle } from './bundle.ts';
import { type CheckedRun, complaints } from './checker.ts';
import { file, type Report, token } from './fault-scene.ts';
import { type GitServer, type GitServerOptions, startGitServer } from './git-server.ts';

type Env = Readonly<Record<string, string>>;

/** How a process ended; `report` is missing where it was killed before it could say anything. */
interface BundleDeploy extends CheckedRun, Pick<BundleRun, 'exit'> {
  readonly report?: Report;
}

/** A deploy on its way, in a process of its own. */
export interface Deploying {
  readonly ended: Promise<BundleDeploy>;
  said(): string;
  kill(signal: NodeJS.Signals): void;
}

/** A git server with one manifest, and the bundle beside it. */
export interface BundleScene {
  readonly server: GitServer;
  /** Deploys `acme/web:v2`; flags by input name. */
  start(flags?: Flags, env?: Env): Deploying;
  deploy(flags?: Flags, env?: Env): Promise<BundleDeploy>;
  /** Every broken rule after all runs of the scene. */
  complaints(): Promise<string[]>;
  close(): Promise<void>;
}

const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]} # ours\n';

export async function setBundleScene(options: GitServerOptions = {}): Promise<BundleScene> {
  const config = { 'core.logAllRefUpdates': 'always', ...options.config };
  const server = await startGitServer({ files: { [file]: manifest }, token, ...options, config });
  const base = (await server.repository.log())[0] ?? '';
  const runs: BundleDeploy[] = [];
  let started = 0;

  function start(flags: Flags = {}, env: Env = {}): Deploying {
    started += 1;
    const jobUrl = `https://ci.example.com/jobs/${started}`;
    const inputs = { repository: server.url, file, image: 'acme/web:v2', ...flags };
    const ci = { GITOPS_DEPLOY_TOKEN: token, GITLAB_CI: 'true', CI_JOB_URL: jobUrl };
    const job = startBundle([], { ...inputs, json: true }, { ...ci, ...env });
    const ended = job.ended.then((run) => {
      const deploy = deployOf(run, { jobUrl, file: String(inputs.file), image: String(inputs.image) });
      runs.push(deploy);
      return deploy;
    });
    return { ...job, ended };
  }

  return {
    server,
    start,
    deploy: (flags, env) => start(flags, env).ended,
    complaints: () => complaints({ repository: server.repository, base, runs, secrets: [token] }),
    close: () => server.close(),
  };
}

function deployOf(
  { exit, stdout, stderr }: BundleRun,
  wanted: Pick<CheckedRun, 'jobUrl' | 'file' | 'image'>,
): BundleDeploy {
  const report = stdout === '' ? undefined : (JSON.parse(stdout) as Report);
  return {
    ...wanted,
    exit,
    result: report?.result ?? 'killed',
    ...(report?.commit ? { commit: report.commit } : {}),
    ...(report ? { report } : {}),
    output: stdout + stderr,
  };
}
