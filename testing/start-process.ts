// Processes of git and others: started by the spawner that belongs to a run of the tests, or by this process where there is none.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';

/** The variable that names the spawner's socket. */
export const spawnerVariable = 'GITOPS_DEPLOY_TEST_SPAWNER';

/** A process to be started. */
export interface Order {
  readonly id: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** How it ended; `null`: by a signal, or it could not be started. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly stderr: string;
}

/** A process at work. */
export interface StartedProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Comes when stdout has been read to its end, or is destroyed, too. */
  readonly ended: Promise<ProcessEnd>;
}

/** Where a process works, and what it is told beside its words. */
export type Place = Pick<Order, 'cwd' | 'env'>;

/** Starts a program; whoever calls it reads its stdout, and ends its stdin. */
export function startProcess(file: string, args: readonly string[], place: Place): StartedProcess {
  const path = process.env[spawnerVariable];
  return path === undefined ? startHere(file, args, place) : startThere(path, file, args, place);
}

/**
 * Runs a program to its end.
 * @throws {Error} with what it said on stderr, where it ends with another code than 0
 */
export async function runProcess(
  file: string,
  args: readonly string[],
  place: Place,
  input: string | Uint8Array = '',
): Promise<Buffer> {
  const child = startProcess(file, args, place);
  child.stdin.end(input);
  const [stdout, { code, stderr }] = await Promise.all([buffer(child.stdout), child.ended]);
  if (code === 0) return stdout;
  throw new Error(`Command failed: ${[file, ...args].join(' ')}\n${stderr}`);
}

function startHere(file: string, args: readonly string[], { cwd, env }: Place): StartedProcess {
  const child = spawn(file, args, { cwd, env });
  child.stdin.on('error', () => undefined);
  const said = text(child.stderr);
  const ended = once(child, 'close').then(async ([code]) => ({
    code: code as number | null,
    stderr: await said,
  }));
  return { stdin: child.stdin, stdout: child.stdout, ended };
}

let orders = 0;

function startThere(
  path: string,
  file: string,
  args: readonly string[],
  { cwd, env }: Place,
): StartedProcess {
  orders += 1;
  const id = `${process.pid} ${performance.now()} ${orders}`;
  const stdout = greet(path, { id }).end();
  const stdin = greet(path, { id, file, args, cwd, env } satisfies Order);
  const isRead = new Promise((resolve) => stdout.on('close', resolve));
  const ended = Promise.all([text(stdin), isRead]).then(([report]) => JSON.parse(report) as ProcessEnd);
  return { stdin, stdout, ended };
}

function greet(path: string, first: Order | { readonly id: string }): Socket {
  const socket = connect(path).on('error', () => undefined);
  socket.write(`${JSON.stringify(first)}\n`);
  return socket;
}
