// The page of a history, made by `history --html` of the deploys of six weeks.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHistoryPage } from '../../src/commands/write-history-page.ts';
import { deploysOf } from '../../src/ledger/read-deploys.ts';

const hour = 3_600_000;
const end = Date.parse('2026-11-26T09:30:00Z');
const count = 160;
/** So many of the newest rows are in the picture. */
const shownRows = 6;
const services = ['vehicles', 'billing', 'web', 'search'];
const people = ['Jo Doe', 'Kim Lee', 'Ada Roe'];

/** Writes the page, always the same one, and makes its head say how high it is. */
export async function historyHtml(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gitops-deploy-history-'));
  const path = join(folder, 'history.html');
  try {
    const config = {
      repository: 'acme/config',
      environment: 'prod',
      files: [],
      images: [],
      since: undefined,
    };
    const pageOf = (commit: string) => `https://github.com/acme/config/commit/${commit}`;
    const context = { redact: (text: string) => text, now: () => end };
    const all = deploysOf(commits());
    await writeHistoryPage(path, all, { config, all, pageOf, context });
    return measured(await readFile(path, 'utf8'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** As many rows as the picture has, and a script, which the page itself does not allow. */
function measured(page: string): string {
  const rows = [...page.matchAll(/^<tr.*<\/tr>$/gm)].map(([row]) => row);
  const short = rows.slice(shownRows).reduce((text, row) => text.replace(`${row}\n`, ''), page);
  const script = '<script>document.documentElement.dataset.height = document.body.scrollHeight + 40</script>';
  return short.replace(/<meta http-equiv.*\n/, '').replace('</html>', `${script}</html>`);
}

function commits() {
  const random = lehmer(7);
  return Array.from({ length: count }, (_, index) => {
    const date = end - index * 6.3 * hour - random() * 3 * hour;
    const service = services[(isRollback(index) ? index + 1 : index) % services.length] ?? 'web';
    const person = people[Math.floor(random() * people.length)] ?? 'Jo Doe';
    const source = new Date(date - (0.2 + random() ** 3 * 30) * hour).toISOString();
    return { id: idOf(index), author: { name: person }, date, message: messageOf(index, service, source) };
  });
}

const isRollback = (index: number): boolean => index % 23 === 3;

const idOf = (index: number): string =>
  String((count - index) * 7919)
    .padStart(8, 'c')
    .repeat(5);

function messageOf(index: number, service: string, sourceDate: string): string {
  const number = count - index;
  const isBack = isRollback(index);
  const from = isBack ? number - 1 : number - 4;
  const to = isBack ? number - 5 : number;
  const reverts = isBack ? `Deploy-Reverts: ${idOf(index + 1)}\n` : '';
  return `Deploy

${reverts}Deploy-Source-Date: ${sourceDate}
Deploy-Environment: prod
Deploy-Target: apps/${service}/prod/deployment.yaml#ghcr.io/acme/${service}
Deploy-Image: ghcr.io/acme/${service}:v${to}
Deploy-Previous: v${from}
Deploy-Source: acme/${service}@${idOf(index)}
Deploy-Run: https://github.com/acme/${service}/actions/runs/${number}
Deploy-Id: ${number}
`;
}

/** Numbers from 0 to 1 that are the same at every run: Lehmer's generator. */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
