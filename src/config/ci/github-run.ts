// GitHub Actions: https://docs.github.com/actions/reference/workflows-and-actions/variables
import { branchOf, type CiRun, firstGiven, unknownRun, type Variables, webAddress } from './ci-run.ts';
import { commitOfEvent, startingRun } from './github-event.ts';
import { isRepeated, orderOf } from './run-order.ts';

/**
 * Reads the run of GitHub Actions.
 * @param readText gives the text of the file at a path; `undefined` where there is none
 * @returns what the runner says of it
 */
export function readGitHubRun(variables: Variables, readText: (path: string) => string | undefined): CiRun {
  const { GITHUB_RUN_ID, GITHUB_TRIGGERING_ACTOR, GITHUB_ACTOR } = variables;
  const serverUrl = webAddress(variables.GITHUB_SERVER_URL);
  const repository = firstGiven(variables.GITHUB_REPOSITORY);
  const page = serverUrl && repository && `${serverUrl}/${repository}`;
  const actor = firstGiven(GITHUB_TRIGGERING_ACTOR, GITHUB_ACTOR);
  const id = GITHUB_TRIGGERING_ACTOR === GITHUB_ACTOR ? variables.GITHUB_ACTOR_ID : undefined;
  const commit = firstGiven(variables.GITHUB_SHA);
  const path = firstGiven(variables.GITHUB_EVENT_PATH);
  const event = path && readText(path);
  const name = actor ?? 'github-actions[bot]';
  const host = serverUrl === undefined ? 'github.com' : new URL(serverUrl).hostname;
  return {
    ...unknownRun,
    kind: 'github',
    log: 'github',
    serverUrl,
    apiUrl: webAddress(variables.GITHUB_API_URL),
    graphqlUrl: webAddress(variables.GITHUB_GRAPHQL_URL),
    repository,
    repositoryUrl: page,
    commit,
    sourceCommit: commitOfEvent(event, commit),
    branch: firstGiven(variables.GITHUB_HEAD_REF, branchOf(variables.GITHUB_REF)),
    runUrl: page && GITHUB_RUN_ID ? `${page}/actions/runs/${GITHUB_RUN_ID}` : undefined,
    order: orderOfRun(repository, event, variables),
    isByHand: isRepeated(variables.GITHUB_RUN_ATTEMPT),
    actor,
    // The noreply address is the one that "Block command line pushes that expose my email" (GH007) lets through.
    author: { name, email: `${id ? `${id}+` : ''}${name}@users.noreply.${host}` },
  };
}

/**
 * The order of a run that another one started is that one's: its own number says when the other was done. Of Gitea's runner
 * the file of the workflow is not known; its name stands for it.
 */
function orderOfRun(
  repository: string | undefined,
  event: string | undefined,
  { GITHUB_EVENT_NAME, GITHUB_WORKFLOW_REF, GITHUB_WORKFLOW, GITHUB_RUN_NUMBER }: Variables,
): CiRun['order'] {
  if (GITHUB_EVENT_NAME === 'workflow_run') {
    const { workflow, number } = startingRun(event);
    return orderOf([repository, workflow], number);
  }
  const file = GITHUB_WORKFLOW_REF?.split('@')[0];
  return file
    ? orderOf([file], GITHUB_RUN_NUMBER)
    : orderOf([repository, GITHUB_WORKFLOW], GITHUB_RUN_NUMBER);
}
