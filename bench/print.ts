// The results as tables.
import { execFileSync } from 'node:child_process';
import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os';
import type { GitRequest } from '../testing/git-server.ts';
import { type Name, titles } from './contenders.ts';
import { fileCount, type Goal, judge } from './goals.ts';
import type { Race, SlowRace } from './race.ts';
import { type Fixture, type Size, sizes } from './repository.ts';
import type { Look } from './side-by-side.ts';
import type { Start } from './start.ts';

/** A table in Markdown; the first column to the left, the others to the right, padded to be read as text too. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const pad = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  const line = (cells: readonly string[]): string => `| ${cells.map(pad).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

export function machine(now: Date): string {
  const git = execFileSync('git', ['--version'], { encoding: 'utf8' }).trim();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const model = cpus()[0]?.model.trim() ?? arch();
  const load = loadavg()[0]?.toFixed(1);
  return (
    `${availableParallelism()} cores (${model}), ${memory}, ${platform()}; node ${process.version}, ${git}; ` +
    `${now.toISOString().slice(0, 10)}; load ${load} at the start`
  );
}

export function fixtureLine({ size, packBytes, tip }: Fixture): string {
  return `${fileCount(size)} files: ${megabytes(packBytes)} MB packed, tip ${tip.slice(0, 10)}`;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(2);
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
const bytes = (count: number): string =>
  count < 1e6 ? `${(count / 1000).toFixed(1)} kB` : `${megabytes(count)} MB`;

export function figures(look: Look, latencies: readonly number[]): string {
  const names: readonly Name[] = ['ours', 'usual', 'hand'];
  const rows = latencies.flatMap((latency) =>
    sizes
      .filter((size) => !Number.isNaN(look(size, latency, 'ours', 'wallMs')))
      .flatMap((size) => names.map((name) => figureRow(look, size, latency, name))),
  );
  return table(['files, latency, who', 'wall', 'x ours', 'received', 'requests', 'peak memory'], rows);
}

function figureRow(look: Look, size: Size, latency: number, name: Name): string[] {
  const wall = look(size, latency, name, 'wallMs');
  return [
    `${fileCount(size)}, ${latency} ms, ${titles[name]}`,
    `${seconds(wall)} s`,
    (wall / look(size, latency, 'ours', 'wallMs')).toFixed(2),
    bytes(look(size, latency, name, 'bytes')),
    `${look(size, latency, name, 'requests')}`,
    `${megabytes(look(size, latency, name, 'peakBytes'))} MB`,
  ];
}

/** The floor: four round trips in a row (tip, trees, blob, push) and the bare start of node. */
export function floor(look: Look, latencies: readonly number[], nodeMs: number): string {
  const rows = latencies.flatMap((latency) =>
    sizes
      .filter((size) => !Number.isNaN(look(size, latency, 'ours', 'wallMs')))
      .map((size) => {
        const wall = look(size, latency, 'ours', 'wallMs');
        const least = 4 * latency + nodeMs;
        return [
          `${fileCount(size)}, ${latency} ms`,
          ...[wall, least, wall - least, look(size, latency, 'ours', 'firstRequestMs')].map(
            (ms) => `${ms.toFixed(0)} ms`,
          ),
        ];
      }),
  );
  return table(['files, latency', 'ours', 'floor', 'above it', 'first request after'], rows);
}

/** @param firstRequestMs from the start of a deploy to its first request, milliseconds; NaN where none was run */
export function start({ nodeMs, bundleMs }: Start, firstRequestMs: number): string {
  const row = (what: string, ms: number): string[] => [
    what,
    ...[ms, ms - nodeMs].map((each) => (Number.isNaN(each) ? '' : `${each.toFixed(0)} ms`)),
  ];
  return table(
    ['start', 'median', 'above bare node'],
    [
      row('bare node', nodeMs),
      row('gitops-deploy version', bundleMs),
      row('a deploy, until its first request', firstRequestMs),
    ],
  );
}

export function goals(list: readonly Goal[]): string {
  const amount = (value: number): string => `${Number.isInteger(value) ? value : value.toFixed(2)}`;
  return table(
    ['goal', 'bound', 'measured', 'verdict'],
    list.map((goal) => [
      goal.what,
      'atLeast' in goal.bound ? `at least ${goal.bound.atLeast}` : `at most ${goal.bound.atMost}`,
      Number.isNaN(goal.measured) ? '' : `${amount(goal.measured)} ${goal.unit}`,
      judge(goal),
    ]),
  );
}

export function races(list: readonly Race[], writers: number): string {
  const title = (name: Race['name']): string =>
    name === 'ours' ? titles.ours : `${titles.usual}, two retries`;
  return table(
    [`${writers} writers at once`, 'landed', 'wall', 'most attempts', 'on the mean'],
    list.map(({ name, landed, wallMs, mostAttempts, meanAttempts }) => [
      title(name),
      `${landed}`,
      `${seconds(wallMs)} s`,
      `${mostAttempts}`,
      meanAttempts.toFixed(1),
    ]),
  );
}

/** A server whose push takes a second: the time beside that of the same deploys one after the other. */
export function slowRace(
  { landed, wallMs, timesSerial, mostAttempts, meanAttempts }: SlowRace,
  writers: number,
): string {
  return table(
    [
      `${writers} writers, a push takes a second`,
      'landed',
      'wall',
      'x serial',
      'most attempts',
      'on the mean',
    ],
    [
      [
        titles.ours,
        `${landed}`,
        `${seconds(wallMs)} s`,
        timesSerial.toFixed(2),
        `${mostAttempts}`,
        meanAttempts.toFixed(1),
      ],
    ],
  );
}

/** Every request of one run: when it came, how long it took, what it carried. */
export function requestLog(requests: readonly GitRequest[], startedAt: number): string {
  return table(
    ['request', 'from', 'to', 'sent', 'received'],
    requests.map(({ method, url, startedAt: from, endedAt, bytesIn, bytesOut }) => [
      `${method} ${url.replace('/config.git', '')}`,
      `${(from - startedAt).toFixed(0)} ms`,
      `${(endedAt - startedAt).toFixed(0)} ms`,
      `${bytesIn}`,
      `${bytesOut}`,
    ]),
  );
}
