// Inputs of changes that are reviewed first, from outside to their effect.
import { describeInputs } from './describe-inputs.ts';
import { proposalNames, proposalRows } from './rows/proposals.ts';

describeInputs(proposalNames, [proposalRows]);
