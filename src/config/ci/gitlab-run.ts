// GitLab CI: https://docs.gitlab.com/ci/variables/predefined_variables/
import { type CiRun, firstGiven, personOf, unknownRun, type Variables, webAddress } from './ci-run.ts';
import { orderOf } from './run-order.ts';

/**
 * Reads the job of GitLab CI.
 * @returns what the runner says of it
 */
export function readGitLabRun(variables: Variables): CiRun {
  const name = firstGiven(variables.GITLAB_USER_NAME);
  const serverUrl = webAddress(variables.CI_SERVER_URL);
  const repository = firstGiven(variables.CI_PROJECT_PATH);
  // `Jo Doe <jo@example.com>`
  const [, authorName, authorEmail] = /^(.+?)\s*<([^<>]+)>$/.exec(variables.CI_COMMIT_AUTHOR ?? '') ?? [];
  const host = serverUrl === undefined ? 'gitlab.invalid' : new URL(serverUrl).hostname;
  return {
    ...unknownRun,
    kind: 'gitlab',
    log: 'gitlab',
    serverUrl,
    apiUrl: webAddress(variables.CI_API_V4_URL),
    repository,
    repositoryUrl:
      webAddress(variables.CI_PROJECT_URL) ?? (serverUrl && repository && `${serverUrl}/${repository}`),
    commit: firstGiven(variables.CI_COMMIT_SHA),
    sourceCommit: {
      author: personOf(authorName, authorEmail),
      subject: firstGiven(variables.CI_COMMIT_TITLE),
      date: firstGiven(variables.CI_COMMIT_TIMESTAMP),
    },
    branch: firstGiven(variables.CI_COMMIT_BRANCH, variables.CI_MERGE_REQUEST_SOURCE_BRANCH_NAME),
    runUrl: firstGiven(variables.CI_JOB_URL, variables.CI_PIPELINE_URL),
    order: isStartedByOther(variables) ? undefined : orderOf([repository], variables.CI_PIPELINE_IID),
    isByHand: variables.CI_JOB_MANUAL === 'true',
    actor: firstGiven(variables.GITLAB_USER_LOGIN, name),
    author: {
      name: name ?? 'GitLab CI',
      email: firstGiven(variables.GITLAB_USER_EMAIL) ?? `noreply@${host}`,
    },
    jobToken: firstGiven(variables.CI_JOB_TOKEN),
  };
}

/** A pipeline that another one starts gets its number when that one is as far, which may be long after a newer push. */
function isStartedByOther({ CI_PIPELINE_SOURCE: source }: Variables): boolean {
  return source === 'parent_pipeline' || source === 'pipeline' || source === 'child_pipeline';
}
