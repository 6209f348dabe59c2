// Woodpecker: https://woodpecker-ci.org/docs/usage/environment
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

/** The values of CI_FORGE_TYPE. */
const kinds: Readonly<Record<string, CiRun['kind']>> = {
  github: 'github',
  gitlab: 'gitlab',
  gitea: 'gitea',
  forgejo: 'gitea',
  bitbucket: 'bitbucket',
  bitbucket_dc: 'bitbucket-data-center',
};

/**
 * Reads the pipeline of Woodpecker.
 * @returns what the agent says of it
 */
export function readWoodpeckerRun(variables: Variables): CiRun {
  const source = sourceRepository(firstGiven(variables.CI_REPO_CLONE_URL, variables.CI_REPO_URL));
  const kind = kinds[variables.CI_FORGE_TYPE ?? ''] ?? 'none';
  const forge = webAddress(variables.CI_FORGE_URL)?.replace(/\/$/, '');
  // Bitbucket Data Center has its repositories below a folder.
  const serverUrl = kind === 'bitbucket-data-center' ? source?.serverUrl : (forge ?? source?.serverUrl);
  const author = firstGiven(variables.CI_COMMIT_AUTHOR);
  const email = firstGiven(variables.CI_COMMIT_AUTHOR_EMAIL);
  const actor = firstGiven(variables.CI_PIPELINE_AUTHOR) ?? author;
  return {
    ...unknownRun,
    ...source,
    kind,
    serverUrl,
    repository: firstGiven(variables.CI_REPO) ?? source?.repository,
    commit: firstGiven(variables.CI_COMMIT_SHA),
    sourceCommit: {
      ...unknownCommit,
      author: personOf(author, email),
      subject: firstGiven(variables.CI_COMMIT_MESSAGE),
    },
    branch: firstGiven(variables.CI_COMMIT_SOURCE_BRANCH, variables.CI_COMMIT_BRANCH),
    // Before 1.0 it was called a build, and its page a link.
    runUrl: webAddress(
      firstGiven(variables.CI_PIPELINE_URL, variables.CI_PIPELINE_LINK, variables.CI_BUILD_LINK),
    ),
    order: orderOf([variables.CI_REPO], firstGiven(variables.CI_PIPELINE_NUMBER, variables.CI_BUILD_NUMBER)),
    actor,
    author: identityOf(author ?? actor, email, serverUrl),
  };
}
