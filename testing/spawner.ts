// Starts processes for others, as a program of its own: to start one takes the system time for each page of memory that the
// starter holds, and a worker that has run many tests holds a hundred times as many as this.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Order, ProcessEnd } from './start-process.ts';

/** What has come of a process's two connections: its order, with stdin behind it, and the one that its stdout becomes. */
interface Pair {
  ordered?: { readonly order: Order; readonly socket: Socket };
  output?: Socket;
}

const pairs = new Map<string, Pair>();

/** Reads the first line of a connection, and leaves the rest for who reads on. */
function greet(socket: Socket): void {
  let said = Buffer.alloc(0);
  const hear = (chunk: Buffer): void => {
    said = Buffer.concat([said, chunk]);
    const end = said.indexOf('\n');
    if (end < 0) return;
    socket.off('data', hear).pause();
    if (end + 1 < said.length) socket.unshift(said.subarray(end + 1));
    join(JSON.parse(said.toString('utf8', 0, end)), socket);
  };
  socket.on('data', hear).on('error', () => socket.destroy());
}

function join(first: Order | { readonly id: string }, socket: Socket): void {
  const pair = pairs.get(first.id) ?? {};
  if ('file' in first) pair.ordered = { order: first, socket };
  else pair.output = socket;
  const { ordered, output } = pair;
  if (ordered === undefined || output === undefined) {
    pairs.set(first.id, pair);
    return;
  }
  pairs.delete(first.id);
  start(ordered.order, ordered.socket, output);
}

function start({ file, args, cwd, env }: Order, socket: Socket, output: Socket): void {
  const child = spawn(file, args, { cwd, env, stdio: ['pipe', output, 'pipe'] });
  output.destroy();
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // What a process does not read any more is still taken: nobody shall wait for it.
  child.stdin?.on('error', () => socket.resume());
  if (child.stdin) socket.pipe(child.stdin);
  const report = (end: ProcessEnd): void => void socket.resume().end(JSON.stringify(end));
  child.on('error', (error) => report({ code: null, stderr: error.message }));
  child.on('close', (code) => report({ code, stderr }));
}

const [path = ''] = process.argv.slice(2);
createServer({ allowHalfOpen: true }, greet).listen(path, () => process.stdout.write('ready\n'));
// Who has started it holds its stdin.
process.stdin.resume().on('end', () => {
  rmSync(dirname(path), { recursive: true });
  process.exit();
});
