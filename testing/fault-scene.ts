// A git server behind a fault proxy, and the tool that deploys through it.
import type { CheckedRun } from './checker.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { type GitServer, type GitServerOptions, startGitServer } from './git-server.ts';
import { budgetMs, openLedger, reflog } from './ledger.ts';
import { runHere } from './run-here.ts';

export const file = 'apps/web/deployment.yaml';
export const token = 'ghs_S3cretToken/with+signs';
export const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]} # ours\n';

/** How one run ended: the process's exit code, the `--json` object, and what the checker wants to know. */
export interface FaultRun extends CheckedRun {
  readonly exit: number;
  readonly report: Report;
  readonly stderr: string;
}

export interface Report {
  readonly result: string;
  readonly commit?: string;
  readonly attempts?: number;
  readonly remote?: string;
  readonly changes: readonly { readonly from: string; readonly to: string }[];
  readonly error?: { readonly code: string; readonly message: string; readonly remedy: string };
}

/** Inputs by name. */
export type Inputs = Readonly<Record<string, string>>;

/** A git server with one manifest, a proxy before it, and the tool, run in this process. */
export interface Scene {
  readonly server: GitServer;
  readonly proxy: FaultProxy;
  /** Deploys `acme/web:v2` through the proxy; more of the environment by name. */
  deploy(inputs?: Inputs, env?: Inputs): Promise<FaultRun>;
  /** Every broken rule after all runs of the scene; waits for requests that are still on their way. */
  settle(): Promise<string[]>;
  close(): Promise<void>;
}

/** @param secrets what no run may print, beside the token */
export async function setScene(
  options: GitServerOptions = {},
  secrets: readonly string[] = [],
): Promise<Scene> {
  const config = { ...reflog, ...options.config };
  const server = await startGitServer({ files: { [file]: manifest }, token, ...options, config });
  const proxy = await startFaultProxy(server.url);
  const ledger = await openLedger(server.repository, [token, ...secrets]);
  return {
    server,
    proxy,
    deploy: async (inputs, more) => {
      const env = { GITOPS_DEPLOY_TOKEN: token, GITLAB_CI: 'true', CI_JOB_URL: ledger.nextJob() };
      return ledger.note(await deployHere({ repository: proxy.url, ...inputs }, { ...env, ...more }));
    },
    async settle() {
      await proxy.close();
      return ledger.complaints();
    },
    async close() {
      await proxy.close();
      await server.close();
    },
  };
}

/** For work that is done side by side, which cannot share a scene. */
export async function inScene<Ending>(
  options: GitServerOptions,
  act: (scene: Scene) => Promise<Ending>,
): Promise<Ending> {
  const scene = await setScene(options);
  try {
    return await act(scene);
  } finally {
    await scene.close();
  }
}

/** Runs the tool in this process, as the job `env.CI_JOB_URL`. */
export async function deployHere(given: Inputs, env: Inputs & { CI_JOB_URL: string }): Promise<FaultRun> {
  const inputs = { file, image: 'acme/web:v2', ...given };
  const startedAt = Date.now();
  const { exit, stdout, stderr } = await runHere([], { ...inputs, json: true }, env);
  const report = JSON.parse(stdout) as Report;
  return {
    ...{ exit, report, stderr, result: report.result, file: inputs.file, image: inputs.image },
    ...(report.commit ? { commit: report.commit } : {}),
    ...{ jobUrl: env.CI_JOB_URL, output: stdout + stderr },
    ...{ wallMs: Date.now() - startedAt, budgetMs: budgetMs(given.timeout) },
  };
}
