// What went where, in a line: for the commit's subject, the log and the job summary.
import { cutList, cutText } from './bounds.ts';
import type { Summary } from './summary.ts';

/** Letters of one part of the line. */
const longestPart = 300;

/**
 * Says what went where.
 * @returns `vehicles a6b469c to prod`, `spec.replicas of Deployment web to 3 in prod`; empty where nothing is known
 */
export function headlineOf({ what, tag, digest, saidNamespace, folder, reference }: Summary): string {
  if (what === '') return '';
  const isSet = reference === '';
  const value = cutText(cutList(tag || digest, longestPart / 2), longestPart);
  const change = [cutText(what, longestPart), isSet && 'to', value];
  const where = [saidNamespace && `${isSet ? 'in' : 'to'} ${saidNamespace}`, folder && `(${folder})`];
  return [...change, ...where].filter(Boolean).join(' ');
}
