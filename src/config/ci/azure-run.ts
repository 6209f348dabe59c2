// Azure Pipelines: https://learn.microsoft.com/azure/devops/pipelines/build/variables
import {
  branchOf,
  type CiRun,
  firstGiven,
  identityOf,
  unknownCommit,
  unknownRun,
  type Variables,
  webAddress,
} from './ci-run.ts';
import { isRepeated, orderOf } from './run-order.ts';
import { sourceRepository } from './source-repository.ts';

/** The values of Build.Repository.Provider that tell the kind of the host. */
const kinds: Readonly<Record<string, CiRun['kind']>> = {
  TfsGit: 'azure-devops',
  GitHub: 'github',
  GitHubEnterprise: 'github',
  Bitbucket: 'bitbucket',
};

/**
 * Reads the run of Azure Pipelines.
 * @returns what the agent says of it
 */
export function readAzureRun(variables: Variables): CiRun {
  const requester = firstGiven(variables.BUILD_REQUESTEDFOR, variables.RELEASE_REQUESTEDFOR);
  // The service itself, where a schedule or a push by nobody it knows started the run.
  const name = requester?.startsWith('Microsoft.VisualStudio.Services') ? undefined : requester;
  const email = firstGiven(variables.BUILD_REQUESTEDFOREMAIL, variables.RELEASE_REQUESTEDFOREMAIL);
  return {
    ...unknownRun,
    ...sourceRepository(variables.BUILD_REPOSITORY_URI),
    kind: kinds[variables.BUILD_REPOSITORY_PROVIDER ?? ''] ?? 'none',
    log: 'azure',
    commit: firstGiven(variables.BUILD_SOURCEVERSION),
    // The author comes without an address.
    sourceCommit: { ...unknownCommit, subject: firstGiven(variables.BUILD_SOURCEVERSIONMESSAGE) },
    branch: branchOf(firstGiven(variables.SYSTEM_PULLREQUEST_SOURCEBRANCH, variables.BUILD_SOURCEBRANCH)),
    runUrl: webAddress(variables.RELEASE_RELEASEWEBURL) ?? resultsPage(variables),
    order: orderOfRelease(variables) ?? orderOfBuild(variables),
    isByHand: isRepeated(
      variables.SYSTEM_JOBATTEMPT,
      variables.SYSTEM_STAGEATTEMPT,
      variables.RELEASE_ATTEMPTNUMBER,
    ),
    actor: name,
    author: identityOf(name, email, undefined),
  };
}

function orderOfBuild({ SYSTEM_TEAMPROJECT, BUILD_DEFINITIONNAME, BUILD_BUILDID }: Variables) {
  return orderOf([SYSTEM_TEAMPROJECT, BUILD_DEFINITIONNAME], BUILD_BUILDID);
}

/** A classic release has the numbers of its build too. */
function orderOfRelease({ SYSTEM_TEAMPROJECT, RELEASE_DEFINITIONNAME, RELEASE_RELEASEID }: Variables) {
  return orderOf([SYSTEM_TEAMPROJECT, RELEASE_DEFINITIONNAME], RELEASE_RELEASEID);
}

function resultsPage(variables: Variables): string | undefined {
  const { SYSTEM_TEAMPROJECT: project, BUILD_BUILDID: id } = variables;
  const { SYSTEM_COLLECTIONURI, SYSTEM_TEAMFOUNDATIONCOLLECTIONURI } = variables;
  const collection = webAddress(firstGiven(SYSTEM_COLLECTIONURI, SYSTEM_TEAMFOUNDATIONCOLLECTIONURI));
  if (collection === undefined || !project || !id) return undefined;
  return `${collection.replace(/\/$/, '')}/${encodeURIComponent(project)}/_build/results?buildId=${id}`;
}
