// What went where, in a line: for the commit's subject, the log and the job summary.
import { cutList, cutText } from './bounds.ts';
import type { Purpose } from './run-words.ts';
import type { Summary } from './summary.ts';

/** Letters of one part of the line. */
const longestPart = 300;

/**
 * Says what went where.
 * @returns `vehicles a6b469c to prod`, `vehicles back to a6b469c in prod`, `vehicles 1.2 from staging to prod`, `spec.replicas of Deployment web to 3 in prod`; empty
 * where nothing is known
 */
export function headlineOf(summary: Summary): string {
  const { what, tag, digest, reference, purpose } = summary;
  if (what === '') return '';
  const isUnknownRollback = purpose === 'rollback' && (tag || digest) === '';
  const between = betweenOf(reference === '', purpose);
  const value = cutText(cutList(tag || digest, longestPart / 2), longestPart);
  const named = `${isUnknownRollback ? 'rollback of ' : ''}${cutText(what, longestPart)}`;
  const change = [named, value && between, value];
  return [...change, ...whereOf(summary, between === '' ? 'to' : 'in')].filter(Boolean).join(' ');
}

/** A promotion goes from one environment to another, whatever their namespaces are called. */
function whereOf(summary: Summary, toOrIn: 'to' | 'in'): readonly string[] {
  const { saidNamespace, folder, environment, promotedFrom } = summary;
  const to = promotedFrom === '' ? saidNamespace : environment || saidNamespace;
  const isSaid = promotedFrom !== '' && to !== '';
  return [
    promotedFrom && `from ${promotedFrom}`,
    to && `${toOrIn} ${to}`,
    folder && !isSaid ? `(${folder})` : '',
  ];
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
    case 'promotion':
      return `Promote ${headline}`;
    case 'hold':
      return `Hold ${headline}`;
    case 'release':
      return `Release ${headline}`;
  }
}

/** What stands between a name and its value. */
function betweenOf(isSet: boolean, purpose: Purpose): '' | 'to' | 'back to' {
  switch (purpose) {
    case 'deploy':
      return isSet ? 'to' : '';
    case 'rollback':
      return 'back to';
    case 'promotion':
    case 'hold':
    case 'release':
      return '';
  }
}
