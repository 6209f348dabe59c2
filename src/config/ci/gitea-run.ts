// Gitea Actions and Forgejo Actions, whose runners set GitHub's variables and a few of their own.
//   https://docs.gitea.com/usage/actions/comparison, https://forgejo.org/docs/latest/user/actions/reference/
import { type CiRun, identityOf, type Variables } from './ci-run.ts';
import { readGitHubRun } from './github-run.ts';

/**
 * Reads the run of Gitea Actions or Forgejo Actions.
 * @param readText gives the text of the file at a path; `undefined` where there is none
 * @returns what the runner says of it
 */
export function readGiteaRun(variables: Variables, readText: (path: string) => string | undefined): CiRun {
  const run = readGitHubRun(variables, readText);
  const { serverUrl, actor } = run;
  // The address of who hides their own: NO_REPLY_ADDRESS, https://docs.gitea.com/administration/config-cheat-sheet
  const email = serverUrl && actor && `${actor}@noreply.${new URL(serverUrl).hostname}`;
  return {
    ...run,
    kind: 'gitea',
    runUrl: runUrlOf(run, variables),
    author: identityOf(actor, email, undefined),
  };
}

/**
 * Forgejo's pages are numbered by the run's number in its repository; so were Gitea's up to 1.25, and since 1.26 they are
 * by the run's id (https://github.com/go-gitea/gitea/pull/36842). A runner of Gitea does not say which version the server
 * is of, and the other number leads to nothing, or to another run.
 */
function runUrlOf({ repositoryUrl }: CiRun, variables: Variables): string | undefined {
  const { GITHUB_RUN_NUMBER: number, GITHUB_RUN_ID: id, FORGEJO_ACTIONS } = variables;
  const isSure = FORGEJO_ACTIONS === 'true' || number === id;
  return repositoryUrl && number && isSure ? `${repositoryUrl}/actions/runs/${number}` : undefined;
}
