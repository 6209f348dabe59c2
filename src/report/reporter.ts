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
  // Once more at the end: a secret with an invisible character in it is readable again without that.
  const clean = (text: string): string => redact(neutralise(redact(text)));
  const info = writing((line) => reporter.info(singleLine(clean(line))));
  const warn = writing((line) => reporter.warn(singleLine(clean(line))));
  const finish: Reporter['finish'] = async (report, tell) =>
    reporter.finish(mapStrings(report, clean), async () => mapStrings(await tell(), clean));
  return {
    info,
    warn,
    finish: (report, tell) =>
      finish(report, tell).catch((error: unknown) => {
        warn(`Cannot report every change: ${error instanceof Error ? error.message : String(error)}`);
        return finish({ ...report, changes: [], diff: '' }, tell);
      }),
  };
}

/** A line of the log that cannot be written keeps nobody from what goes on. */
function writing(write: (line: string) => void): (line: string) => void {
  return (line) => {
    try {
      write(line);
    } catch {
      // There is nowhere to say it.
    }
  };
}

async function chooseReporter({ dialect, json, out, err, color, now }: ReporterOptions): Promise<Reporter> {
  if (json) return jsonReporter(out, err);
  if (dialect !== 'github') return plainReporter(out, err, logDialect(dialect, now), color);
  // Only here: the package is large, and start-up time is part of every deploy.
  const { githubReporter } = await import('./github-actions.ts');
  return githubReporter(color);
}
