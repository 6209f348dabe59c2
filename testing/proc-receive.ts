// The side of a `proc-receive` hook: https://git-scm.com/docs/githooks#proc-receive
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readSync, rmdirSync, writeFileSync, writeSync } from 'node:fs';

/** What was pushed to a reference that the hook takes. */
export interface ReceivedPush {
  /** The reference's name behind `refs/for/`. */
  readonly place: string;
  readonly commit: string;
  /** `-o` of git push. */
  readonly options: ReadonlyMap<string, string>;
}

/** What the hook makes of it; `as` is the reference that it became. */
export type ReceiveResult =
  | { readonly is: 'ok'; readonly remarks: string; readonly as: string | undefined }
  | { readonly is: 'refused'; readonly why: string };

export const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();

/** Takes one push, with the state that the server keeps in a file; pushes at once wait for each other. */
export function receive<State>(
  first: State,
  take: (push: ReceivedPush, state: State) => ReceiveResult,
): void {
  const hasOptions = (readLine() ?? '').includes('push-options');
  readLine();
  write(hasOptions ? 'version=1\0push-options\n' : 'version=1\n');
  writeSync(1, '0000');
  const [, commit = '', ref = ''] = (readLines()[0] ?? '').split(' ');
  const options = hasOptions ? readLines() : [];
  const push = {
    place: ref.replace(/^refs\/for\//, ''),
    commit,
    options: new Map(options.map((line) => [line.split('=')[0] ?? '', line.replace(/^[^=]*=?/, '')])),
  };
  const result = locked(() => {
    const state = stateIn(process.cwd(), first);
    const taken = take(push, state);
    writeFileSync('review.json', JSON.stringify(state));
    return taken;
  });
  if (result.is === 'refused') write(`ng ${ref} ${result.why}`);
  else {
    process.stderr.write(result.remarks);
    write(`ok ${ref}`);
    if (result.as !== undefined) {
      write(`option refname ${result.as}`);
      write(`option new-oid ${commit}`);
    }
  }
  writeSync(1, '0000');
}

/** Reads what the server of a test keeps. */
export function stateIn<State>(directory: string, first: State): State {
  try {
    return JSON.parse(readFileSync(`${directory}/review.json`, 'utf8')) as State;
  } catch {
    return first;
  }
}

function locked<T>(job: () => T): T {
  for (;;) {
    try {
      mkdirSync('review.lock');
      break;
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  try {
    return job();
  } finally {
    rmdirSync('review.lock');
  }
}

function readLines(): string[] {
  const lines: string[] = [];
  for (let line = readLine(); line !== undefined; line = readLine()) lines.push(line);
  return lines;
}

/** One pkt-line; `undefined`: a flush. */
function readLine(): string | undefined {
  const length = Number.parseInt(readBytes(4), 16);
  return length < 4 ? undefined : readBytes(length - 4);
}

function readBytes(count: number): string {
  const bytes = Buffer.alloc(count);
  for (let at = 0; at < count; ) {
    const read = readSync(0, bytes, at, count - at, null);
    if (read === 0) process.exit(1);
    at += read;
  }
  return bytes.toString();
}

function write(line: string): void {
  const length = Buffer.byteLength(line) + 4;
  writeSync(1, length.toString(16).padStart(4, '0') + line);
}
