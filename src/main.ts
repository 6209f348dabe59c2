import { readFileSync } from 'node:fs';
import { asksForJson, type Command, readCommand } from './cli/command.ts';
import { failure, type Outcome } from './commands/outcome.ts';
import { secretsOf } from './config/config.ts';
import { type Environment, proxyPasswords, readCi, readProxies } from './config/environment.ts';
import { readFileInputs } from './config/file-inputs.ts';
import { readProvenance } from './config/provenance.ts';
import { type Env, mergeInputs, type RawInputs, readEnvironment } from './config/raw.ts';
import { secretsIn } from './config/secret-forms.ts';
import { type ErrorCode, errors, toDeployError } from './errors.ts';
import { makeRedact } from './report/redact.ts';
import type { Reporter, Write } from './report/report.ts';
import { makeReporter } from './report/reporter.ts';
import { version } from './version.ts';

/** The process, as far as a run sees it. */
export interface Host {
  readonly argv: readonly string[];
  readonly env: Env;
  readonly out: Write;
  readonly err: Write;
  /** Aborts when the process is told to stop. */
  readonly signal: AbortSignal;
}

/** Runs one command line and gives the exit code. Never throws. */
export async function main(host: Host): Promise<number> {
  try {
    return await run(commandOf(host.argv), host);
  } catch (error) {
    const { message, remedy, exitCode } = toDeployError(error);
    host.err(`${message}; ${remedy}\n`);
    return exitCode;
  }
}

/** A command line that cannot be read is reported as a job that failed: as JSON, where that is asked for. */
type Asked = Command | { readonly is: 'unreadable'; readonly flags: RawInputs; readonly error: unknown };

function commandOf(argv: readonly string[]): Asked {
  try {
    return readCommand(argv);
  } catch (error) {
    const flags: RawInputs = new Map(asksForJson(argv) ? [['json', 'true']] : []);
    return { is: 'unreadable', flags, error };
  }
}

async function run(command: Asked, host: Host): Promise<number> {
  switch (command.is) {
    case 'help':
      host.out(command.text);
      return 0;
    case 'version':
      host.out(`${version}\n`);
      return 0;
    case 'deploy':
      return report(host, command.flags, deployJob(host));
    case 'edit':
      return report(host, command.flags, editJob(command.files, host));
    case 'unreadable':
      return report(host, command.flags, () => Promise.reject(command.error));
  }
}

type Job = (raw: RawInputs, ci: Environment, reporter: Reporter) => Promise<Outcome>;

/** Each command is loaded when it runs: start-up is part of every deploy's time. */
function deployJob({ env, signal }: Host): Job {
  return async (raw, ci, reporter) => {
    const { runDeploy } = await import('./commands/deploy.ts');
    const given = { raw, provenance: readProvenance(env) };
    return runDeploy({ ...given, ci, reporter, signal, proxy: readProxies(env), now: Date.now });
  };
}

function editJob(paths: readonly string[], { env }: Host): Job {
  return async (raw, _, reporter) => {
    const { runEdit } = await import('./commands/edit.ts');
    return runEdit(paths, raw, readProvenance(env), reporter.info);
  };
}

/** Runs a job, reports how it ended, and gives the exit code. */
async function report(host: Host, flags: RawInputs, job: Job): Promise<number> {
  const started = Date.now();
  const ci = readCi(host.env);
  const raw = readFileInputs(mergeInputs(flags, readEnvironment(host.env, flags)), readText);
  const secrets = [...secretsOf(raw), ...host.argv.flatMap(secretsIn)];
  const redact = makeRedact([...secrets, ...proxyPasswords(readProxies(host.env))]);
  const reporter = await makeReporter({
    ...host,
    ci: ci.ci,
    json: raw.get('json') === 'true',
    redact,
    now: Date.now,
  });
  const outcome = await job(raw, ci, reporter).catch(
    (error: unknown): Outcome => ({ ...failure(error), changes: [], diff: '' }),
  );
  await reporter.finish({ ...outcome, durationMs: Date.now() - started });
  return outcome.error === undefined ? 0 : errors[outcome.error.code as ErrorCode].exit;
}

/** The text of a file, if there is one that can be read. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
