// npm run bench:memory [-- --only=PATTERN] [--bundle=FILE]: peak memory of a deploy against each hostile server
import { parseArgs } from 'node:util';
import { bundlePath } from '../testing/bundle.ts';
import { type HostileCase, hostileCases } from '../testing/hostile-cases.ts';
import { startHostileGitServer } from '../testing/hostile-git-server.ts';
import { canMeasureMemory, measure } from './measure.ts';
import { machine, table } from './print.ts';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    bundle: { type: 'string', default: bundlePath },
  },
});

// Every run has a folder with a listener that removes it.
process.setMaxListeners(0);
/** The promise, MB. */
const most = 300;

process.stdout.write(`${machine(new Date())}\n\n`);
if (!canMeasureMemory) process.stdout.write('Peak memory is not measured: no /usr/bin/time\n');
const rows: string[][] = [];
let highest = 0;
for (const one of hostileCases.filter(({ what }) => new RegExp(options.only).test(what))) {
  const { row, peakMb } = await run(one);
  process.stderr.write(`${row.join('  ')}\n`);
  rows.push(row);
  highest = Math.max(highest, peakMb);
}
process.stdout.write(`${table(['what the server sends', 'MB', 's', 'exit', 'ends as'], rows)}\n`);
process.stdout.write(
  `\nHighest: ${highest.toFixed(0)} MB, ${highest <= most ? 'within' : 'OVER'} ${most} MB\n`,
);
process.exitCode = highest <= most ? 0 : 1;

async function run({ what, answers, file, ends }: HostileCase): Promise<{ row: string[]; peakMb: number }> {
  const server = await startHostileGitServer(answers);
  const flags = {
    repository: server.url,
    file: file ?? 'apps/web/deployment.yaml',
    image: 'acme/web:v2',
    timeout: ends === 'out-of-time' ? '5s' : '60s',
  };
  const words = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
  try {
    const run = await measure([process.execPath, options.bundle, ...words, '--json']);
    const peakMb = run.peakBytes / 1e6;
    const code = codeOf(run.stdout);
    const note = code === ends ? '' : ` (not ${ends})`;
    const row = [what, peakMb.toFixed(0), (run.wallMs / 1000).toFixed(1), `${run.exit}`, `${code}${note}`];
    return { row, peakMb };
  } finally {
    await server.close();
  }
}

function codeOf(json: string): string {
  try {
    return (JSON.parse(json) as { error?: { code?: string } }).error?.code ?? 'success';
  } catch {
    return 'nothing said';
  }
}
