// Starts main and sets the exit code: the only module with effects on import.
import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { main } from './main.ts';

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => stop.abort(signal));

// Where a host has several addresses, Node cuts each but the last after 250 ms, and a server far away is never reached:
// https://github.com/nodejs/node/issues/54359. This is time enough for a SYN that was lost and sent again.
setDefaultAutoSelectFamilyAttemptTimeout(1500);

// Whoever reads the output may go away (`| head`): what is pushed stays pushed.
process.stderr.on('error', () => undefined);
let outError: Error | undefined;
process.stdout.on('error', (error) => {
  outError ??= error;
});

/** Resolves when the stream has taken all, or has failed. */
const flushed = (stream: NodeJS.WriteStream) => new Promise((resolve) => stream.write('', resolve));

const exitCode = await main({
  argv: process.argv.slice(2),
  script: process.argv[1],
  folder: process.cwd(),
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stdout.isTTY === true,
  signal: stop.signal,
  written: async () => {
    await flushed(process.stdout);
    return outError;
  },
});

// Written, however slow the reader is; then at once, because a name server that hangs would hold the process.
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
process.exit(exitCode);
