// The facts of a deploy, put into the words of a message: once, for every receiver.
import { changeLines, groupChanges } from './change-lines.ts';
import type { DeployFacts } from './deploy-facts.ts';
import { commonMove, composeHeadline } from './headline.ts';
import type { Notification, NotifiedProblem, PageLink } from './notification.ts';

/**
 * Puts the facts of a deploy into words.
 * @returns the message as data; nothing in it is empty or unknown
 */
export function composeNotification(facts: DeployFacts): Notification {
  const { state, purpose, changes, source, actor, error, ask, repository, commit } = facts;
  const { environment, images } = facts;
  const groups = groupChanges(changes);
  const move = commonMove(groups);
  const isSaid = move?.isWhole === true && move.from !== '';
  const { lines, more } = changeLines(groups, !isSaid);
  return {
    state,
    purpose,
    headline: composeHeadline(facts, move),
    changes: error === undefined ? lines : [],
    moreChanges: error === undefined ? more : 0,
    source,
    problem: error === undefined ? undefined : problemOf(error.message, error.remedy, ask),
    links: linksOf(facts),
    actor,
    record: { repository, commit, environment, images, changes },
  };
}

/** The lines of a list are kept as they are: some of them are there to be copied. */
function problemOf(message: string, remedy: string, ask: string | undefined): NotifiedProblem {
  const all = message.split('\n');
  const isListed = (line: string): boolean => line.startsWith('- ');
  return {
    message: all.filter((line) => !isListed(line)).join('\n'),
    lines: all.filter(isListed).map((line) => line.slice(2)),
    remedy,
    ask,
  };
}

function linksOf({
  dashboards,
  commit,
  commitUrl,
  fileUrl,
  pullRequestUrl,
  rollbackUrl,
  newerRunUrl,
  runUrl,
}: DeployFacts): readonly PageLink[] {
  const commitLabel = commit === undefined ? 'Config commit' : `Config commit ${commit.slice(0, 8)}`;
  return [
    ...dashboards,
    ...(pullRequestUrl === undefined ? [] : [{ label: 'Pull request', url: pullRequestUrl }]),
    ...(commitUrl === undefined ? [] : [{ label: commitLabel, url: commitUrl }]),
    ...(fileUrl === undefined ? [] : [{ label: 'Changed file', url: fileUrl }]),
    ...(rollbackUrl === undefined ? [] : [{ label: 'Rollback', url: rollbackUrl }]),
    ...(newerRunUrl === undefined ? [] : [{ label: 'Newer pipeline', url: newerRunUrl }]),
    ...(runUrl === undefined ? [] : [{ label: 'Pipeline', url: runUrl }]),
  ];
}
