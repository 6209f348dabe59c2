// The inputs: the source of truth for action.yml, the README's table, the component and `help`.
import { commandInputs } from './inputs/command-inputs.ts';
import { commitInputs } from './inputs/commit-inputs.ts';
import { deploymentInputs } from './inputs/deployment-inputs.ts';
import { historyInputs } from './inputs/history-inputs.ts';
import { imageInputs } from './inputs/image-inputs.ts';
import { completeInput, type Input } from './inputs/input.ts';
import { notificationInputs } from './inputs/notification-inputs.ts';
import { originInputs } from './inputs/origin-inputs.ts';
import { placeInputs } from './inputs/place-inputs.ts';
import { proposalInputs } from './inputs/proposal-inputs.ts';
import { repositoryInputs } from './inputs/repository-inputs.ts';
import { rolloutInputs } from './inputs/rollout-inputs.ts';
import { runInputs } from './inputs/run-inputs.ts';

/**
 * The key `slack-channel` is the Action input `slack-channel`, the flag `--slack-channel` and the variable
 * `GITOPS_DEPLOY_SLACK_CHANNEL`.
 */
const inputs = {
  ...repositoryInputs,
  ...placeInputs,
  ...imageInputs,
  ...commitInputs,
  ...originInputs,
  ...deploymentInputs,
  ...proposalInputs,
  ...rolloutInputs,
  ...notificationInputs,
  ...runInputs,
  ...commandInputs,
  ...historyInputs,
};

export type InputName = keyof typeof inputs;

/** The inputs that have one of a closed set of values. */
export type ChoiceName = {
  [Name in InputName]: (typeof inputs)[Name] extends { readonly oneOf: readonly string[] } ? Name : never;
}[InputName];

/** The values that such an input may have. */
export type Choice<Name extends ChoiceName> = (typeof inputs)[Name]['oneOf'][number];

/** The inputs that are given, as texts; lists are newline-separated. A text that is empty counts as not given. */
export type InputTexts = ReadonlyMap<InputName, string>;

export const inputNames = Object.keys(inputs) as readonly InputName[];

/** The inputs of the commands that change the branch, and of the Action. */
export const deployInputNames: readonly InputName[] = inputNames.filter((name) => !(name in historyInputs));

/**
 * Gives the row of an input.
 * @returns every column of it
 */
export function inputOf(name: InputName): Input {
  return completeInput(inputs[name]);
}

/**
 * Gives the variable that stands for an input: `slack-channel` -> `GITOPS_DEPLOY_SLACK_CHANNEL`.
 * @returns its name in upper case
 */
export const variableName = (name: InputName): string =>
  `GITOPS_DEPLOY_${name.toUpperCase().replaceAll('-', '_')}`;

/**
 * Gives the variable that GitHub's runner sets for an input of the Action: `slack-channel` -> `INPUT_SLACK-CHANNEL`.
 * @returns its name; a dash stays a dash
 */
export const inputVariable = (name: InputName): string => `INPUT_${name.toUpperCase()}`;
