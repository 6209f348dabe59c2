// Where it is shown that something was deployed: the page of the environment, a deployment on GitHub.
import { inputName } from '../wording.ts';
import type { InputReader } from './input-reader.ts';
import { parseOneLine } from './parsers.ts';
import type { WebTemplate } from './template.ts';
import { parseToken } from './token.ts';
import { parseWebTemplate } from './web-address.ts';

/** Where it is shown that something was deployed. */
export interface DeploymentConfig {
  /** Makes the page of the environment; without it, the first dashboard is its page. */
  readonly environmentUrl: WebTemplate | undefined;
  /** The token that records a deployment on GitHub; `undefined`: none is recorded. */
  readonly githubToken: string | undefined;
  /** Whether it is recorded beside it where the images run. */
  readonly artifactRecord: boolean;
  /** Path of the file of variables for GitLab. */
  readonly dotenv: string | undefined;
}

/**
 * Reads where it is shown that something was deployed.
 * @returns the choices; without the values that are bad
 */
export function readDeployment(reader: InputReader): DeploymentConfig {
  const isOn = reader.isOn('deployment');
  const token = reader.parsed('github-token', parseToken);
  if (isOn && reader.text('environment') === undefined)
    reader.missing('environment', 'name what is deployed to');
  if (isOn && reader.text('github-token') === undefined)
    reader.missing('github-token', 'give the token that records the deployment');
  const artifactRecord = reader.isOn('artifact-record');
  if (artifactRecord && !isOn)
    reader.refuse(
      'artifact-record',
      'is for a run that records a deployment',
      `set ${inputName('deployment')} to "true" beside it`,
    );
  return {
    environmentUrl: reader.parsed('environment-url', parseWebTemplate),
    githubToken: isOn ? token : undefined,
    artifactRecord,
    dotenv: reader.parsed('dotenv', parseOneLine),
  };
}
