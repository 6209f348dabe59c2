// AWS CodeBuild: https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
import {
  branchOf,
  type CiRun,
  firstGiven,
  identityOf,
  unknownRun,
  type Variables,
  webAddress,
} from './ci-run.ts';
import { sourceRepository } from './source-repository.ts';

/**
 * Reads the build of AWS CodeBuild. Who started it is a user of AWS, a pipeline or a webhook.
 * @returns what the build says of it
 */
export function readCodeBuildRun(variables: Variables): CiRun {
  const initiator = firstGiven(variables.CODEBUILD_INITIATOR);
  const isHook = initiator === undefined || /-hookshot\/|^codebuild-/i.test(initiator);
  const actor = isHook ? undefined : initiator;
  return {
    ...unknownRun,
    ...sourceRepository(variables.CODEBUILD_SOURCE_REPO_URL),
    commit: firstGiven(variables.CODEBUILD_RESOLVED_SOURCE_VERSION),
    branch: branchOf(variables.CODEBUILD_WEBHOOK_HEAD_REF),
    runUrl: webAddress(firstGiven(variables.CODEBUILD_PUBLIC_BUILD_URL, variables.CODEBUILD_BUILD_URL)),
    actor,
    author: identityOf(actor?.startsWith('codepipeline/') ? undefined : actor, undefined, undefined),
  };
}
