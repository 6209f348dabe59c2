// Inputs of changes that are reviewed first, and of deployments, from outside to their effect.
import { describeInputs } from './describe-inputs.ts';
import { deploymentNames, deploymentRows } from './rows/deployments.ts';
import { proposalNames, proposalRows } from './rows/proposals.ts';

describeInputs([...proposalNames, ...deploymentNames], [proposalRows, deploymentRows]);
