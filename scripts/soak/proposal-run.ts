// One run of the soak that proposes, under faults of git and of the host.
import { startFaultProxy } from '../../testing/fault-proxy.ts';
import type { GitServer } from '../../testing/git-server.ts';
import type { GitHubRequestsServer, PlannedAnswer } from '../../testing/github-requests.ts';
import { drawSignal, runJob } from './job.ts';
import { pick, type Random } from './random.ts';
import { arm, storm } from './storm.ts';
import type { SoakRun } from './writer.ts';

/** On a machine as usual. */
const usualBudgetMs = 60_000;
/** One in so many runs merges what it has proposed, and before so many the host has a fault waiting. */
const shares = { merge: 0.15, apiFault: 0.6 };

const operations: readonly [string, ...string[]] = [
  'GET /pulls',
  'POST /pulls',
  'POST /pulls',
  'PATCH /pulls/{pull_number}',
  'PUT /pulls/{pull_number}/merge',
];
const answers: readonly [PlannedAnswer, ...PlannedAnswer[]] = [
  'lost',
  'failed',
  { status: 503, body: { message: 'Service Unavailable' } },
];

/** A run that proposes the tag of this number. */
export type ProposalRun = SoakRun & { readonly number: number };

/** What all of them share. */
export interface Scene {
  readonly server: GitServer;
  readonly host: GitHubRequestsServer;
  readonly token: string;
  readonly nextNumber: () => number;
  /** How much slower than usual the machine is. */
  readonly slowness: number;
}

/** Runs one pipeline; ends when nothing of it is on its way any more. */
export async function proposeOnce(
  { server, host, token, nextNumber, slowness }: Scene,
  name: string,
  random: Random,
  weather: 'stormy' | 'calm',
): Promise<ProposalRun> {
  const number = nextNumber();
  const budgetMs = Math.round(usualBudgetMs * slowness);
  const proxy = await startFaultProxy(`http://127.0.0.1:${server.port}/acme/config.git`);
  const faults: string[] = [];
  if (weather === 'stormy') {
    arm(proxy, storm(random), faults);
    if (random() < shares.apiFault) faults.push(planFault(host, random));
  }
  const deed = weather === 'stormy' && random() < shares.merge ? 'merge' : 'proposal';
  const signal = weather === 'stormy' ? drawSignal(random) : undefined;
  const [file, image, jobUrl] = [
    `${name}.yaml`,
    `acme/${name}:v${number}`,
    `https://ci.example.com/${number}`,
  ];
  const flags = {
    ...{ repository: proxy.url, file, image, timeout: `${budgetMs}ms`, order: `soak ${number}` },
    ...{ mode: 'pull-request', 'api-url': host.url, 'host-type': 'github' },
    ...(deed === 'merge' && { 'pull-request-merge': 'now' }),
  };
  const env = { GITOPS_DEPLOY_TOKEN: token, GITLAB_CI: 'true', CI_JOB_URL: jobUrl };
  const started = Date.now();
  const ended = await runJob('deploy', flags, env, signal, budgetMs);
  const wallMs = Date.now() - started;
  await proxy.close();
  return { ...{ number, deed, isGoingBack: false, jobUrl, file, image, wallMs, budgetMs, faults }, ...ended };
}

/** Plans it for whoever asks next. */
function planFault(host: GitHubRequestsServer, random: Random): string {
  const operation = pick(random, operations);
  const answer = pick(random, answers);
  host.plan(operation, answer);
  return `${operation}: ${typeof answer === 'string' ? answer : answer.status}`;
}
