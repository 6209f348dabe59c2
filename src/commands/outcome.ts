import { toDeployError } from '../errors.ts';
import type { Change } from '../manifest/edit-manifests.ts';
import type { Report } from '../report/report.ts';

/** A report but for its time: what a command makes. */
export type Outcome = Omit<Report, 'durationMs'>;

export function failure(error: unknown): Pick<Outcome, 'result' | 'error'> {
  const { code, message, remedy } = toDeployError(error);
  return { result: code === 'outcome-unknown' ? 'unknown' : 'failed', error: { code, message, remedy } };
}

/** Without what belongs to the edit alone. */
export function reportedChanges(changes: readonly Change[]): Outcome['changes'] {
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
