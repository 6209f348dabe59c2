// How the logs of CIs fold lines away and mark warnings: plain text first, and what each CI has in its place.

/** How a log is written so that its CI reads it as it is meant. */
export interface LogDialect {
  /** Puts lines under a title, folded away where the log can. */
  readonly fold: (title: string, lines: readonly string[]) => readonly string[];
  /** Marks a warning; `undefined`: the log has no mark for it. */
  readonly warning: ((text: string) => string) | undefined;
  /** Marks the first line of an error; `undefined`: the log has no mark for it. */
  readonly error: ((text: string) => string) | undefined;
  /** Keeps a line from being read as a mark. */
  readonly line: (text: string) => string;
}

/** A log that has no marks: a terminal, Bitbucket Pipelines, CircleCI, Drone, Jenkins, Woodpecker, CodeBuild. */
export const plainDialect: LogDialect = {
  fold: (title, lines) => [title, ...lines],
  warning: undefined,
  error: undefined,
  line: (text) => text,
};

const logIssue = (type: 'warning' | 'error') => (text: string) =>
  `##vso[task.logissue type=${type}]${text.replaceAll('%', '%AZP25')}`;

/** https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands#formatting-commands */
const azure: LogDialect = {
  ...plainDialect,
  fold: (title, lines) => [`##[group]${title}`, ...lines, '##[endgroup]'],
  warning: logIssue('warning'),
  error: logIssue('error'),
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours
const begins = /^(?=(?:\x1b\[\d+m)?(?:---|\+\+\+|~~~|\^\^\^))/;

/**
 * A line that starts with dashes, pluses or tildes begins a group that only the next one ends, and so would the head of a
 * diff: https://buildkite.com/docs/pipelines/configure/managing-log-output#grouping-log-output
 */
const buildkite: LogDialect = {
  ...plainDialect,
  fold: (title, lines) => [`--- ${title}`, ...lines.map((line) => ` ${line}`), '+++ Result'],
  line: (text) => text.replace(begins, ' '),
};

/** https://www.jetbrains.com/help/teamcity/service-messages.html#Escaped+Values */
function teamcityValue(text: string): string {
  return text
    .replace(/[|'[\]]/g, '|$&')
    .replaceAll('\n', '|n')
    .replaceAll('\r', '|r');
}

const teamcityMessage = (status: 'WARNING' | 'ERROR') => (text: string) =>
  `##teamcity[message text='${teamcityValue(text)}' status='${status}']`;

/** https://www.jetbrains.com/help/teamcity/service-messages.html#Blocks+of+Service+Messages */
const teamcity: LogDialect = {
  ...plainDialect,
  fold: (title, lines) => [
    `##teamcity[blockOpened name='${teamcityValue(title)}']`,
    ...lines,
    `##teamcity[blockClosed name='${teamcityValue(title)}']`,
  ],
  warning: teamcityMessage('WARNING'),
  error: teamcityMessage('ERROR'),
};

/** https://github.com/travis-ci/travis-build/blob/master/lib/travis/build/bash/travis_fold.bash */
const travis: LogDialect = {
  ...plainDialect,
  fold: (title, lines) => {
    const mark = (kind: 'start' | 'end') => `travis_fold:${kind}:${markName(title)}\r\u001b[0K`;
    return [`${mark('start')}${title}`, ...lines, mark('end')];
  },
};

/**
 * https://docs.gitlab.com/ci/jobs/job_logs/#custom-collapsible-sections
 * @param now milliseconds since 1970
 */
function gitlab(now: () => number): LogDialect {
  const fold: LogDialect['fold'] = (title, lines) => {
    const mark = (kind: 'start' | 'end') =>
      `\u001b[0Ksection_${kind}:${Math.floor(now() / 1000)}:${markName(title)}\r\u001b[0K`;
    return [`${mark('start')}${title}`, ...lines, mark('end')];
  };
  return { ...plainDialect, fold };
}

function markName(title: string): string {
  return `gitops_deploy_${title.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
}

/** The logs that are written to the output as they are. */
export type DialectName = 'plain' | 'gitlab' | 'azure' | 'buildkite' | 'teamcity' | 'travis';

/**
 * Finds how a log is written.
 * @param now milliseconds since 1970
 * @returns the dialect of that name
 */
export function logDialect(name: DialectName, now: () => number): LogDialect {
  return { plain: plainDialect, gitlab: gitlab(now), azure, buildkite, teamcity, travis }[name];
}
