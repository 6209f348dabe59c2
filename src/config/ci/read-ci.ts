// Which CI this is: a row a CI, how it is told, and what reads it. Tekton sets no variable of its own, so it has no row.
import { readAzureRun } from './azure-run.ts';
import { readBitbucketRun } from './bitbucket-run.ts';
import { readBuildkiteRun } from './buildkite-run.ts';
import { type CiRun, unknownRun, type Variables } from './ci-run.ts';
import { readCircleRun } from './circleci-run.ts';
import { readCodeBuildRun } from './codebuild-run.ts';
import { readDroneRun } from './drone-run.ts';
import { readGiteaRun } from './gitea-run.ts';
import { readGitHubRun } from './github-run.ts';
import { readGitLabRun } from './gitlab-run.ts';
import { readJenkinsRun } from './jenkins-run.ts';
import { readTeamCityRun } from './teamcity-run.ts';
import { readTravisRun } from './travis-run.ts';
import { readWoodpeckerRun } from './woodpecker-run.ts';

type ReadText = (path: string) => string | undefined;

interface CiRow {
  /** Says whether the variables are those of this CI. */
  readonly isHere: (variables: Variables) => boolean;
  readonly read: (variables: Variables, readText: ReadText) => CiRun;
}

/** The order counts: some set the variables of another one too, for the programs that know that one alone. */
const rows: readonly CiRow[] = [
  { isHere: isOn('GITEA_ACTIONS', 'FORGEJO_ACTIONS'), read: readGiteaRun },
  { isHere: isOn('GITHUB_ACTIONS'), read: readGitHubRun },
  { isHere: isOn('GITLAB_CI'), read: readGitLabRun },
  { isHere: isSet('BITBUCKET_BUILD_NUMBER', 'BITBUCKET_PIPELINE_UUID'), read: readBitbucketRun },
  { isHere: isOn('TF_BUILD'), read: readAzureRun },
  { isHere: isOn('CIRCLECI'), read: readCircleRun },
  { isHere: isWoodpecker, read: readWoodpeckerRun },
  { isHere: isOn('DRONE'), read: readDroneRun },
  { isHere: isOn('BUILDKITE'), read: readBuildkiteRun },
  { isHere: isSet('TEAMCITY_VERSION'), read: readTeamCityRun },
  { isHere: isOn('TRAVIS'), read: readTravisRun },
  { isHere: isSet('CODEBUILD_BUILD_ARN', 'CODEBUILD_BUILD_ID'), read: readCodeBuildRun },
  { isHere: isJenkins, read: readJenkinsRun },
];

/**
 * Reads what the CI says of the run.
 * @param readText gives the text of the file at a path; `undefined` where there is none: some CIs say it in files
 * @returns the run; what the CI does not say is `undefined`
 */
export function readCi(variables: Variables, readText: ReadText = () => undefined): CiRun {
  return rows.find(({ isHere }) => isHere(variables))?.read(variables, readText) ?? unknownRun;
}

/** Azure's agent writes `True`. */
function isOn(...names: readonly string[]): CiRow['isHere'] {
  return (variables) => names.some((name) => variables[name]?.toLowerCase() === 'true');
}

function isSet(...names: readonly string[]): CiRow['isHere'] {
  return (variables) => names.some((name) => Boolean(variables[name]));
}

function isWoodpecker({ CI, CI_SYSTEM_NAME }: Variables): boolean {
  return CI === 'woodpecker' || CI_SYSTEM_NAME === 'woodpecker';
}

/** Its own address is set where the administrator gave one; the tag of the build is always there. */
function isJenkins({ JENKINS_URL, BUILD_TAG }: Variables): boolean {
  return Boolean(JENKINS_URL) || BUILD_TAG?.startsWith('jenkins-') === true;
}
