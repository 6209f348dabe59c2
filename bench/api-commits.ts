// npm run bench:api [-- --bundle=FILE] [--rounds=9] [--latency=50]: a commit that the host makes (commit-through: api) beside one that is
// pushed, with every request late; and what one query of GraphQL in place of git's reading could save.
import { parseArgs } from 'node:util';
import { type GitServer, startGitServer } from '../testing/git-server.ts';
import { startGitHubRequests } from '../testing/github-requests.ts';
import { anyApi } from '../testing/published-api.ts';
import { defaultBundle } from './contenders.ts';
import { measure, median } from './measure.ts';
import * as print from './print.ts';

const { values: options } = parseArgs({
  options: {
    bundle: { type: 'string', default: defaultBundle },
    rounds: { type: 'string', default: '9' },
    latency: { type: 'string', default: '50' },
  },
});
// Every scratch folder has a listener that removes it.
process.setMaxListeners(0);
const latencyMs = Number(options.latency);
/** The request for the tip, and what the server can do, beside it: they are answered at once where a query would bring the tip. */
const forTheTip = 2;
const ways = [
  { what: 'git', through: 'git', isTipFree: false },
  { what: 'api', through: 'api', isTipFree: false },
  { what: 'api, and one request in a row less, as by a query at best', through: 'api', isTipFree: true },
] as const;
let isTipFree = false;
const manifest = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]}\n';
const server: GitServer = await startGitServer({
  files: { 'apps/prod/web.yaml': manifest },
  get latencyMs() {
    return isTipFree && server.requests.length <= forTheTip ? 0 : latencyMs;
  },
  isPlainCgi: true,
});
const github = await startGitHubRequests(server.repository, anyApi);
github.latencyMs = latencyMs;

/** @returns milliseconds, and the requests in the order in which they came */
async function deploy(through: 'git' | 'api', round: string) {
  server.requests.length = 0;
  github.calls.length = 0;
  const run = await measure([
    ...[
      process.execPath,
      options.bundle,
      `--image=acme/web:${through}-${round}`,
      '--file=apps/prod/web.yaml',
    ],
    ...[`--repository=http://127.0.0.1:${server.port}/acme/config.git`, '--token=x', '--json'],
    ...[`--commit-through=${through}`, `--api-url=${github.url}`, '--host-type=github'],
  ]);
  if (run.exit !== 0) throw new Error(`Cannot measure ${through}: ${run.stderr}${run.stdout}`);
  const asked = server.requests.map(({ method, url }) => `${method} ${url.replace(/^.*config\.git\//, '')}`);
  return { wallMs: run.wallMs, requests: [...asked, ...github.calls] };
}

process.stdout.write(`${print.machine(new Date())}\n\n`);
for (const [index, { what, through, ...way }] of ways.entries()) {
  isTipFree = way.isTipFree;
  const samples = [];
  // The first round only warms up.
  for (let round = 0; round <= Number(options.rounds); round += 1) {
    const sample = await deploy(through, `${index}.${round}`);
    if (round > 0) samples.push(sample);
  }
  const wallMs = Math.round(median(samples.map((sample) => sample.wallMs)));
  const requests = samples.at(-1)?.requests ?? [];
  process.stdout.write(
    `commit-through: ${what}: ${wallMs} ms, ${requests.length} requests at ${latencyMs} ms\n${requests.map((each) => `  ${each}\n`).join('')}`,
  );
}
await Promise.all([github.close(), server.close()]);
