// Which reporter fits where this runs.
import { type DialectName, logDialect } from './log-dialect.ts';
import { neutralise, singleLine } from './neutralise.ts';
import { jsonReporter, plainReporter } from './plain.ts';
import { mapStrings, type Redact } from './redact.ts';
import type { Reporter, WriteText } from './report.ts';

export interface ReporterOptions {
  /** How the log of the CI is written; GitHub's and its like are spoken to by a package. */
  readonly dialect: DialectName | 'github';
  readonly json: boolean;
  readonly out: WriteText;
  readonly err: WriteText;
  readonly redact: Redact;
  /** Whether the log is read where colours are shown. */
  readonly color: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Makes the reporter that fits where this runs, behind a filter that no secret and no command passes.
 * @returns a reporter; what goes into it comes out clean
 */
export async function makeReporter(options: ReporterOptions): Promise<Reporter> {
  const reporter = await chooseReporter(options);
  const { redact } = options;
  // Once more at the end: a secret with an invisible character in it is whole again without that.
  const clean = (text: string): string => redact(neutralise(redact(text)));
  return {
    info: (line) => reporter.info(singleLine(clean(line))),
    warn: (line) => reporter.warn(singleLine(clean(line))),
    finish: (report) => reporter.finish(mapStrings(report, clean)),
  };
}

async function chooseReporter({ dialect, json, out, err, color, now }: ReporterOptions): Promise<Reporter> {
  if (json) return jsonReporter(out, err);
  if (dialect !== 'github') return plainReporter(out, err, logDialect(dialect, now), color);
  // Only here: the package is large, and start-up time is part of every deploy.
  const { githubReporter } = await import('./github-actions.ts');
  return githubReporter(color);
}
