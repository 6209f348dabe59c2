// Every input there is stands in one table of the tests beside this one.
import { deployInputNames } from '../../src/config/inputs.ts';
import { accessNames } from './rows/access.ts';
import { commitNames } from './rows/commit.ts';
import { deploymentNames } from './rows/deployments.ts';
import { imageNames } from './rows/images.ts';
import { placeNames } from './rows/places.ts';
import { proposalNames } from './rows/proposals.ts';
import { rolloutNames } from './rows/rollout.ts';
import { runNames } from './rows/run.ts';
import { slackNames } from './rows/slack.ts';

test('every input has a row, and every row an input', () => {
  const names = [
    ...accessNames,
    ...placeNames,
    ...commitNames,
    ...slackNames,
    ...runNames,
    ...proposalNames,
    ...imageNames,
    ...rolloutNames,
    ...deploymentNames,
  ];
  expect(names.sort()).toEqual([...deployInputNames].sort());
});
