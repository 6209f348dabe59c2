// One run of the program: command line and environment -> a command -> a report -> an exit code.
import { readFileSync } from 'node:fs';
import { asksForJson } from './cli/command-line.ts';
import { programCall } from './cli/program-call.ts';
import { type Request, readCommand } from './cli/read-command.ts';
import type { Command } from './commands/command.ts';
import { type Ended, failedOutcome } from './commands/outcome.ts';
import { wantsColor } from './config/color-variables.ts';
import { readGiven } from './config/given.ts';
import { type InputTexts, inputNames } from './config/inputs.ts';
import { runWording } from './config/run-wording.ts';
import type { Variables } from './config/variables.ts';
import { errors, toDeployError } from './errors.ts';
import { maskLine } from './report/mask.ts';
import { makeGrowingRedact } from './report/redact.ts';
import type { WriteText } from './report/report.ts';
import { makeReporter } from './report/reporter.ts';
import { worded } from './wording.ts';

/** The process, as far as a run sees it. */
export interface ProcessHost {
  readonly argv: readonly string[];
  /** The path of what node runs. */
  readonly script: string | undefined;
  readonly folder: string;
  readonly env: Variables;
  readonly out: WriteText;
  readonly err: WriteText;
  /** A person reads `out` as it is written. */
  readonly isTerminal: boolean;
  /** Aborts when the process is told to stop. */
  readonly signal: AbortSignal;
  /** Waits until all that went to `out` is written; gives what kept it from being so. */
  readonly written: () => Promise<Error | undefined>;
}

/**
 * Runs one command line and gives the exit code. Never throws.
 * @returns the exit code of the process, 0 to 8
 */
export async function main(host: ProcessHost): Promise<number> {
  try {
    const request = requestOf(host.argv);
    switch (request.is) {
      case 'text':
        host.out(request.text);
        return 0;
      case 'command':
        return await run(host, request.flags, request.command, request.words);
      case 'unreadable':
        return await run(host, request.flags, unreadable(request.error), []);
    }
  } catch (error) {
    const { message, remedy, exitCode } = toDeployError(error);
    host.err(`${message}; ${remedy}\n`);
    return exitCode;
  }
}

/** A command line that cannot be read is reported as a job that failed: as JSON, where that is asked for. */
type Unreadable = { readonly is: 'unreadable'; readonly flags: InputTexts; readonly error: unknown };

function requestOf(argv: readonly string[]): Request | Unreadable {
  try {
    return readCommand(argv);
  } catch (error) {
    return { is: 'unreadable', flags: new Map(asksForJson(argv) ? [['json', 'true']] : []), error };
  }
}

/** The job that only fails. */
function unreadable(error: unknown): Pick<Command, 'inputs' | 'run'> {
  return { inputs: inputNames, run: () => Promise.reject(error) };
}

/** Runs a command, reports how it ended, and gives the exit code. */
async function run(
  { argv, script, folder, env, out, err, isTerminal, signal, written }: ProcessHost,
  flags: InputTexts,
  command: Pick<Command, 'inputs' | 'run'>,
  words: readonly string[],
): Promise<number> {
  const started = monotonicNow();
  const given = readGiven(argv, flags, env, readText);
  const growing = makeGrowingRedact(given.secrets, (secret) => {
    const mask = maskLine(given.ci.log, secret);
    if (mask !== undefined) (given.json ? err : out)(mask);
  });
  const { hide } = growing;
  const wording = runWording(given.source, command.inputs, programCall(script, folder));
  const redact = (text: string): string => growing.redact(worded(text, wording));
  const reporter = await makeReporter({
    dialect: given.ci.log,
    json: given.json,
    out,
    err,
    redact,
    color: wantsColor(env, isTerminal),
    now: Date.now,
  });
  const { info: log, warn } = reporter;
  const context = { given, words, log, warn, redact, hide, signal, now: Date.now, monotonicNow };
  const failed = (error: unknown): Ended => ({ outcome: failedOutcome(error), afterwards: undefined });
  const ended = await command.run(context).catch(failed);
  if ('text' in ended) {
    out(ended.text);
    return (await written()) === undefined ? 0 : errors['internal-error'].exit;
  }
  const { outcome, afterwards } = ended;
  // What is done stays done, and its result the result, whoever cannot be told of it.
  const tell = once(async () => (await afterwards?.()) ?? []);
  const unreported = await reporter.finish({ ...outcome, durationMs: monotonicNow() - started }, tell).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  await tell();
  const unwritten = unreported ?? (given.json ? await written() : undefined);
  if (unwritten) warn(`Cannot write the ${given.json ? 'JSON to stdout' : 'report'}: ${unwritten.message}`);
  if (outcome.error !== undefined) return errors[outcome.error.code].exit;
  return given.json && unwritten ? errors['internal-error'].exit : 0;
}

/** Does it the first time, and gives what came of that every time. */
function once<T>(act: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= act();
    return done;
  };
}

/** Starts with the process, and goes on whatever is done to the clock of the machine. */
const monotonicNow = (): number => Math.round(performance.now());

/** The text of a file, if there is one that can be read. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
