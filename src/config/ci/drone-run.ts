// Drone, and Harness CI after it: https://docs.drone.io/pipeline/environment/reference/
import {
  type CiRun,
  firstGiven,
  identityOf,
  personOf,
  unknownCommit,
  unknownRun,
  type Variables,
  webAddress,
} from './ci-run.ts';
import { orderOf } from './run-order.ts';
import { sourceRepository } from './source-repository.ts';

/**
 * Reads the build of Drone.
 * @returns what the runner says of it
 */
export function readDroneRun(variables: Variables): CiRun {
  const { DRONE_REPO_LINK, DRONE_GIT_HTTP_URL, DRONE_REMOTE_URL, DRONE_BUILD_TRIGGER } = variables;
  const source = sourceRepository(firstGiven(DRONE_GIT_HTTP_URL, DRONE_REMOTE_URL, DRONE_REPO_LINK));
  const login = firstGiven(variables.DRONE_COMMIT_AUTHOR);
  const name = firstGiven(variables.DRONE_COMMIT_AUTHOR_NAME, login);
  const email = firstGiven(variables.DRONE_COMMIT_AUTHOR_EMAIL);
  const trigger = firstGiven(DRONE_BUILD_TRIGGER);
  return {
    ...unknownRun,
    ...source,
    repository: firstGiven(variables.DRONE_REPO) ?? source?.repository,
    commit: firstGiven(variables.DRONE_COMMIT_SHA, variables.DRONE_COMMIT),
    sourceCommit: {
      ...unknownCommit,
      author: personOf(name, email),
      subject: firstGiven(variables.DRONE_COMMIT_MESSAGE),
    },
    branch: variables.DRONE_TAG
      ? undefined
      : firstGiven(variables.DRONE_SOURCE_BRANCH, variables.DRONE_COMMIT_BRANCH, variables.DRONE_BRANCH),
    runUrl: webAddress(variables.DRONE_BUILD_LINK),
    order: orderOf([variables.DRONE_REPO], variables.DRONE_BUILD_NUMBER),
    // "@hook" and "@cron" are nobody.
    actor: trigger?.startsWith('@') === false ? trigger : (login ?? name),
    author: identityOf(name, email, source?.serverUrl),
  };
}
