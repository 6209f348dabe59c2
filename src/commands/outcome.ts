import { DeployError } from '../errors.ts';
import type { Report } from '../report/report.ts';

/** A report but for its time: what a command makes. */
export type Outcome = Omit<Report, 'durationMs'>;

/** Whatever was thrown, as the one error class; what is not ours is a defect of this program. */
export function asDeployError(error: unknown): DeployError {
  if (error instanceof DeployError) return error;
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new DeployError(
    'internal-error',
    `Cannot go on: ${what}`,
    'this is a defect of gitops-deploy: please report it with this text',
    { cause: error },
  );
}

export function failure(error: unknown): Pick<Outcome, 'result' | 'error'> {
  const { code, message, remedy } = asDeployError(error);
  return { result: code === 'outcome-unknown' ? 'unknown' : 'failed', error: { code, message, remedy } };
}

/** Without what belongs to the edit alone. */
export function reportedChanges(changes: Outcome['changes']): Outcome['changes'] {
  return changes.map(({ file, line, path, image, variable, from, to }) => ({
    file,
    line,
    path,
    ...(image === undefined ? {} : { image }),
    ...(variable === undefined ? {} : { variable }),
    from,
    to,
  }));
}
