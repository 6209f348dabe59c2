// A git server and the bundle that deploys to it.
import { type BundleRun, type Flags, startBundle } from './bundle.ts';
import type { CheckedRun } from './checker.ts';
import { file, manifest, type Report, token } from './fault-scene.ts';
import { type GitServer, type GitServerOptions, startGitServer } from './git-server.ts';
import { budgetMs, openLedger, reflog } from './ledger.ts';

type Env = Readonly<Record<string, string>>;

/** How a process ended; `report` is missing where it was killed before it could say anything. */
interface BundleDeploy extends CheckedRun, BundleRun {
  readonly report?: Report;
}

/** A deploy on its way, in a process of its own. */
export interface Deploying {
  readonly ended: Promise<BundleDeploy>;
  readonly pid: number;
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

/** @param secrets what no run may print, beside the token */
export async function setBundleScene(
  options: GitServerOptions = {},
  secrets: readonly string[] = [],
): Promise<BundleScene> {
  const config = { ...reflog, ...options.config };
  const server = await startGitServer({ files: { [file]: manifest }, token, ...options, config });
  const ledger = await openLedger(server.repository, [token, ...secrets]);

  function start(flags: Flags = {}, env: Env = {}): Deploying {
    const jobUrl = ledger.nextJob();
    const inputs = { repository: server.url, file, image: 'acme/web:v2', ...flags };
    const ci = { GITOPS_DEPLOY_TOKEN: token, GITLAB_CI: 'true', CI_JOB_URL: jobUrl };
    const startedAt = Date.now();
    const job = startBundle([], { ...inputs, json: true }, { ...ci, ...env });
    const wanted = { jobUrl, file: String(inputs.file), image: String(inputs.image) };
    const ended = job.ended.then((run) => {
      const time = { wallMs: Date.now() - startedAt, budgetMs: budgetMs(flags.timeout) };
      return ledger.note({ ...wanted, ...time, ...run, ...endingOf(run) });
    });
    return { ...job, ended };
  }

  return {
    server,
    start,
    deploy: (flags, env) => start(flags, env).ended,
    complaints: ledger.complaints,
    close: () => server.close(),
  };
}

function endingOf({
  stdout,
  stderr,
}: BundleRun): Pick<BundleDeploy, 'result' | 'commit' | 'report' | 'output'> {
  const output = stdout + stderr;
  if (stdout === '') return { result: 'killed', output };
  const report = JSON.parse(stdout) as Report;
  const { result, commit } = report;
  return { result, ...(commit && { commit }), report, output };
}
