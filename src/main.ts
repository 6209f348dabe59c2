import { runDeploy } from './commands/deploy.ts';
import { runEdit } from './commands/edit.ts';
import { asDeployError, failure, type Outcome } from './commands/outcome.ts';
import { secretsOf } from './config/config.ts';
import { type Environment, readCi } from './config/environment.ts';
import { helpText, topics } from './config/help.ts';
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
        return await report(host, raw, (ci, reporter) => runDeploy({ raw, ci, reporter, now: Date.now }));
      case 'edit':
        return await report(host, raw, (_, reporter) => runEdit(rest, raw, reporter.info));
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

/** Runs a job, reports how it ended, and gives the exit code. */
async function report(host: Host, raw: RawInputs, job: Job): Promise<number> {
  const started = Date.now();
  const ci = readCi(host.env);
  const redact = makeRedact(secretsOf(raw));
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
