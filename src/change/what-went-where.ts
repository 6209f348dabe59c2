// What went where, in a line: for the commit's subject, the log and the job summary.
import { cutList, cutText } from './bounds.ts';
import type { Purpose, Summary } from './summary.ts';

/** Letters of one part of the line. */
const longestPart = 300;

/**
 * Says what went where.
 * @returns `vehicles a6b469c to prod`, `vehicles back to a6b469c in prod`, `spec.replicas of Deployment web to 3 in prod`; empty
 * where nothing is known
 */
export function headlineOf({
  what,
  tag,
  digest,
  saidNamespace,
  folder,
  reference,
  purpose,
}: Summary): string {
  if (what === '') return '';
  const between = betweenOf(reference === '', purpose);
  const value = cutText(cutList(tag || digest, longestPart / 2), longestPart);
  const change = [cutText(what, longestPart), value && between, value];
  const where = [
    saidNamespace && `${between === '' ? 'to' : 'in'} ${saidNamespace}`,
    folder && `(${folder})`,
  ];
  return [...change, ...where].filter(Boolean).join(' ');
}

/**
 * Says what was done where, as the subject of a commit.
 * @returns `Deploy vehicles a6b469c to prod`, `Roll vehicles back to a6b469c in prod`
 */
export function subjectOf(summary: Summary): string {
  const headline = headlineOf(summary);
  switch (summary.purpose) {
    case 'deploy':
      return `${summary.reference === '' ? 'Set' : 'Deploy'} ${headline}`;
    case 'rollback':
      return `Roll ${headline}`;
  }
}

/** What stands between a name and its value. */
function betweenOf(isSet: boolean, purpose: Purpose): '' | 'to' | 'back to' {
  switch (purpose) {
    case 'deploy':
      return isSet ? 'to' : '';
    case 'rollback':
      return 'back to';
  }
}
