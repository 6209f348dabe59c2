// What a process and its children take: time, memory, bytes.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gitEnvironment } from '../testing/bare-repository.ts';
import { makeScratch } from './scratch.ts';

/** What one process and its children took. */
export interface Measured {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds since 1970, with fractions. */
  readonly startedAt: number;
  readonly wallMs: number;
  /** Peak resident set of the largest process among them; NaN where the machine has no GNU time. */
  readonly peakBytes: number;
  /** Time of the processor, of all of them together, in steps of ten milliseconds; NaN where the machine has no GNU time. */
  readonly cpuMs: number;
}

const gnuTime = '/usr/bin/time';
export const canMeasureMemory = existsSync(gnuTime);

/** Runs a command in an empty folder, without configuration of the machine, and removes the folder off the clock. */
export async function measure(command: readonly string[]): Promise<Measured> {
  const folder = makeScratch('run');
  try {
    return await measureIn(folder, command);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureIn(folder: string, command: readonly string[]): Promise<Measured> {
  const figuresPath = join(folder, 'figures');
  // A child of this process would start with this process's own peak; one of GNU time's starts at nothing.
  const words = canMeasureMemory ? [gnuTime, '-q', '-f', '%M %U %S', '-o', figuresPath, ...command] : command;
  const [program = '', ...args] = words;
  const startedAt = performance.timeOrigin + performance.now();
  const child = spawn(program, args, {
    cwd: folder,
    env: gitEnvironment(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.stderr += text;
  });
  const exit = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  const wallMs = performance.timeOrigin + performance.now() - startedAt;
  const figures = canMeasureMemory ? await readFile(figuresPath, 'utf8') : '';
  const [kilobytes = Number.NaN, user = Number.NaN, system = Number.NaN] =
    figures.match(/[\d.]+/g)?.map(Number) ?? [];
  const usage = { peakBytes: kilobytes * 1024, cpuMs: (user + system) * 1000 };
  return { exit, ...said, startedAt, wallMs, ...usage };
}

/** The middle value, or the mean of the two in the middle; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}
