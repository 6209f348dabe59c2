// GitHub Actions: https://docs.github.com/actions/reference/workflows-and-actions/variables
import { branchOf, type CiRun, type CiVariables, firstGiven, unknownRun, webAddress } from './ci-run.ts';

/**
 * Reads the run of GitHub Actions.
 * @returns what the runner says of it
 */
export function readGitHubRun(variables: CiVariables): CiRun {
  const { GITHUB_RUN_ID, GITHUB_TRIGGERING_ACTOR, GITHUB_ACTOR } = variables;
  const serverUrl = webAddress(variables.GITHUB_SERVER_URL);
  const repository = firstGiven(variables.GITHUB_REPOSITORY);
  const page = serverUrl && repository && `${serverUrl}/${repository}`;
  const actor = firstGiven(GITHUB_TRIGGERING_ACTOR, GITHUB_ACTOR);
  const id = GITHUB_TRIGGERING_ACTOR === GITHUB_ACTOR ? variables.GITHUB_ACTOR_ID : undefined;
  const name = actor ?? 'github-actions[bot]';
  const host = serverUrl === undefined ? 'github.com' : new URL(serverUrl).hostname;
  return {
    ...unknownRun,
    kind: 'github',
    log: 'github',
    serverUrl,
    repository,
    repositoryUrl: page,
    commit: firstGiven(variables.GITHUB_SHA),
    branch: firstGiven(variables.GITHUB_HEAD_REF, branchOf(variables.GITHUB_REF)),
    runUrl: page && GITHUB_RUN_ID ? `${page}/actions/runs/${GITHUB_RUN_ID}` : undefined,
    actor,
    // The noreply address is the one that "Block command line pushes that expose my email" (GH007) lets through.
    author: { name, email: `${id ? `${id}+` : ''}${name}@users.noreply.${host}` },
  };
}
