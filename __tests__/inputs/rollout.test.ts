// Inputs that say whether a run waits until its change is live, from outside to their effect.
import { describeInputs } from './describe-inputs.ts';
import { rolloutNames, rolloutRows } from './rows/rollout.ts';

describeInputs(rolloutNames, [rolloutRows]);
