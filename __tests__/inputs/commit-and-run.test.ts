// Inputs of the commit, of Slack and of how a run goes, from outside to their effect.
import { describeInputs } from './describe-inputs.ts';
import { commitNames, commitRows, originRows } from './rows/commit.ts';
import { runNames, runRows } from './rows/run.ts';
import { slackNames, slackRows } from './rows/slack.ts';

describeInputs([...commitNames, ...slackNames, ...runNames], [commitRows, originRows, slackRows, runRows]);
