// How a log of GitLab CI folds a part of it away.
import type { Fold } from './plain.ts';

/**
 * Makes a collapsible section of a job's log: https://docs.gitlab.com/ci/jobs/job_logs/#custom-collapsible-sections
 * @param now milliseconds since 1970
 * @returns what folds the lines under a title
 */
export function gitlabFold(now: () => number): Fold {
  return (title, lines) => {
    const seconds = Math.floor(now() / 1000);
    const name = `gitops_deploy_${title.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
    const mark = (kind: 'start' | 'end') => `\u001b[0Ksection_${kind}:${seconds}:${name}\r\u001b[0K`;
    return [`${mark('start')}${title}`, ...lines, mark('end')];
  };
}
