import { main } from '../../src/main.ts';
import { type CheckedRun, complaints } from './checker.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { type GitServer, type GitServerOptions, startGitServer } from './git-server.ts';

export const file = 'apps/web/deployment.yaml';
export const token = 'ghs_S3cretToken/with+signs';
const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]} # ours\n';

/** How one run ended: the process's exit code, the `--json` object, and what the checker wants to know. */
interface FaultRun extends CheckedRun {
  readonly exit: number;
  readonly report: Report;
}

export interface Report {
  readonly result: string;
  readonly commit?: string;
  readonly attempts?: number;
  readonly changes: readonly { readonly from: string; readonly to: string }[];
  readonly error?: { readonly code: string; readonly message: string; readonly remedy: string };
}

/** A git server with one manifest, a proxy before it, and the tool, run in this process. */
export interface Scene {
  readonly server: GitServer;
  readonly proxy: FaultProxy;
  /** Deploys `acme/web:v2` through the proxy; flags by input name. */
  deploy(flags?: Readonly<Record<string, string>>): Promise<FaultRun>;
  /** Every broken rule after all runs of the scene; waits for requests that are still on their way. */
  settle(): Promise<string[]>;
  close(): Promise<void>;
}

export async function setScene(options: GitServerOptions = {}): Promise<Scene> {
  const config = { 'core.logAllRefUpdates': 'always', ...options.config };
  const server = await startGitServer({ files: { [file]: manifest }, token, ...options, config });
  const proxy = await startFaultProxy(server.url);
  const base = (await server.repository.log())[0] ?? '';
  const runs: FaultRun[] = [];
  let started = 0;
  return {
    server,
    proxy,
    async deploy(flags = {}) {
      started += 1;
      const run = await deploy(proxy.url, started, flags);
      runs.push(run);
      return run;
    },
    async settle() {
      await proxy.close();
      return complaints({ repository: server.repository, base, runs, secrets: [token] });
    },
    async close() {
      await proxy.close();
      await server.close();
    },
  };
}

async function deploy(
  repository: string,
  number: number,
  flags: Readonly<Record<string, string>>,
): Promise<FaultRun> {
  const image = flags.image ?? 'acme/web:v2';
  const jobUrl = `https://ci.example.com/jobs/${number}`;
  const inputs = { repository, file, image, ...flags };
  const said = { out: '', err: '' };
  const exit = await main({
    argv: [...Object.entries(inputs).map(([name, value]) => `--${name}=${value}`), '--json'],
    env: { GITOPS_DEPLOY_TOKEN: token, GITLAB_CI: 'true', CI_JOB_URL: jobUrl },
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    signal: new AbortController().signal,
  });
  const report = JSON.parse(said.out) as Report;
  const { result, commit } = report;
  const output = said.out + said.err;
  return { exit, report, result, ...(commit ? { commit } : {}), jobUrl, file: inputs.file, image, output };
}
