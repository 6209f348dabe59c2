// The inputs of the command `rollback`.
import { deployInputNames, type InputName } from './inputs.ts';

/** Inputs that say what to put there: a rollback finds that in the history. */
export const foundInHistory: readonly InputName[] = [
  'image-from',
  'image-from-branch',
  'set',
  'policy',
  'from',
  'create',
  'text',
  'source',
];

const ofDeploys: readonly InputName[] = [...foundInHistory, 'command', 'if-superseded', 'on-rollout-failure'];

/** Those of a deploy that mean anything to a rollback, and its own. */
export const rollbackInputs: readonly InputName[] = deployInputNames.filter(
  (name) => !ofDeploys.includes(name),
);
