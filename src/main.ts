import { asDeployError, failure, type Outcome } from './commands/outcome.ts';
import { secretsOf } from './config/config.ts';
import { type Environment, proxyPasswords, readCi, readProxies } from './config/environment.ts';
import { helpText, topics } from './config/help.ts';
import { readProvenance } from './config/provenance.ts';
import { type Env, mergeInputs, parseCommandLine, type RawInputs, readEnvironment } from './config/raw.ts';
import { DeployError, type ErrorCode, errors } from './errors.ts';
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
    const { words, flags } = parseCommandLine(host.argv);
    const raw = mergeInputs(flags, readEnvironment(host.env));
    const [command = 'deploy', ...rest] = words;
    switch (command) {
      case 'deploy':
        refuseWords(rest);
        return await report(host, raw, deployJob(raw, host));
      case 'edit':
        return await report(host, raw, editJob(rest, raw, host));
      case 'help':
        return help(rest[0], host);
      case 'version':
        host.out(`${version}\n`);
        return 0;
      default:
        throw usageError(`"${command}" is not a command`);
    }
  } catch (error) {
    const { message, remedy, exitCode } = asDeployError(error);
    host.err(`${message}; ${remedy}\n`);
    return exitCode;
  }
}

type Job = (ci: Environment, reporter: Reporter) => Promise<Outcome>;

/** Each command is loaded when it runs: start-up is part of every deploy's time. */
function deployJob(raw: RawInputs, { env, signal }: Host): Job {
  return async (ci, reporter) => {
    const { runDeploy } = await import('./commands/deploy.ts');
    return runDeploy({
      raw,
      provenance: readProvenance(env),
      ci,
      reporter,
      signal,
      proxy: readProxies(env),
      now: Date.now,
    });
  };
}

function editJob(paths: readonly string[], raw: RawInputs, { env }: Host): Job {
  return async (_, reporter) => {
    const { runEdit } = await import('./commands/edit.ts');
    return runEdit(paths, raw, readProvenance(env), reporter.info);
  };
}

/** Runs a job, reports how it ended, and gives the exit code. */
async function report(host: Host, raw: RawInputs, job: Job): Promise<number> {
  const started = Date.now();
  const ci = readCi(host.env);
  const redact = makeRedact([...secretsOf(raw), ...proxyPasswords(readProxies(host.env))]);
  const reporter = await makeReporter({
    ...host,
    ci: ci.ci,
    json: raw.get('json') === 'true',
    redact,
    now: Date.now,
  });
  const outcome = await job(ci, reporter).catch(
    (error: unknown): Outcome => ({ ...failure(error), changes: [], diff: '' }),
  );
  await reporter.finish({ ...outcome, durationMs: Date.now() - started });
  return outcome.error === undefined ? 0 : errors[outcome.error.code as ErrorCode].exit;
}

function help(topic: string | undefined, { out }: Host): number {
  const text = helpText(topic);
  if (text === undefined) throw usageError(`there is no help on "${topic}", only on ${topics.join(' and ')}`);
  out(text);
  return 0;
}

function refuseWords(words: readonly string[]): void {
  if (words.length > 0) throw usageError(`"${words[0]}" is neither a flag nor a command`);
}

function usageError(what: string): DeployError {
  return new DeployError(
    'invalid-input',
    `Cannot read the command line: ${what}`,
    'see "gitops-deploy help"',
  );
}
