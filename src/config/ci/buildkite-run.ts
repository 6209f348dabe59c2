// Buildkite: https://buildkite.com/docs/pipelines/configure/environment-variables
import {
  type CiRun,
  firstGiven,
  identityOf,
  personOf,
  type SourceCommit,
  unknownCommit,
  unknownRun,
  type Variables,
  webAddress,
} from './ci-run.ts';
import { orderOf } from './run-order.ts';
import { sourceRepository } from './source-repository.ts';

/**
 * Reads the job of Buildkite. Who unblocked it is who deploys; else who made the build.
 * @returns what the agent says of it
 */
export function readBuildkiteRun(variables: Variables): CiRun {
  const build = webAddress(variables.BUILDKITE_BUILD_URL);
  const job = firstGiven(variables.BUILDKITE_JOB_ID);
  const people = [
    [variables.BUILDKITE_UNBLOCKER, variables.BUILDKITE_UNBLOCKER_EMAIL],
    [variables.BUILDKITE_BUILD_CREATOR, variables.BUILDKITE_BUILD_CREATOR_EMAIL],
    [variables.BUILDKITE_BUILD_AUTHOR, variables.BUILDKITE_BUILD_AUTHOR_EMAIL],
  ] as const;
  const [name, email] = people.find(([each]) => firstGiven(each) !== undefined) ?? [];
  const commit = firstGiven(variables.BUILDKITE_COMMIT);
  return {
    ...unknownRun,
    ...sourceRepository(variables.BUILDKITE_REPO),
    log: 'buildkite',
    // A build that is started by hand has the word until it is checked out.
    commit: commit === 'HEAD' ? undefined : commit,
    sourceCommit: sourceCommitOf(variables),
    branch: variables.BUILDKITE_TAG ? undefined : firstGiven(variables.BUILDKITE_BRANCH),
    runUrl: build && (job === undefined ? build : `${build}#${job}`),
    order: orderOf(
      [variables.BUILDKITE_ORGANIZATION_SLUG, variables.BUILDKITE_PIPELINE_SLUG],
      variables.BUILDKITE_BUILD_NUMBER,
    ),
    isByHand: firstGiven(variables.BUILDKITE_UNBLOCKER) !== undefined || isRetriedByHand(variables),
    actor: firstGiven(name),
    author: identityOf(firstGiven(name), firstGiven(email), undefined),
  };
}

function isRetriedByHand({ BUILDKITE_RETRY_COUNT, BUILDKITE_RETRY_TYPE }: Variables): boolean {
  return Number(BUILDKITE_RETRY_COUNT ?? 0) > 0 && BUILDKITE_RETRY_TYPE !== 'automatic';
}

/** The message of a build that a person, a schedule or a program started is theirs, and not the commit's. */
function sourceCommitOf(variables: Variables): SourceCommit {
  const isPushed = variables.BUILDKITE_SOURCE === 'webhook';
  return {
    ...unknownCommit,
    author: personOf(variables.BUILDKITE_BUILD_AUTHOR, variables.BUILDKITE_BUILD_AUTHOR_EMAIL),
    subject: isPushed ? firstGiven(variables.BUILDKITE_MESSAGE) : undefined,
  };
}
