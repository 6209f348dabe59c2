// npm run bench:history [-- --bundle=FILE] [--size=500] [--rounds=9]: the rows of `npm run bench` about the history alone.
import { parseArgs } from 'node:util';
import { defaultBundle } from './contenders.ts';
import { judge } from './goals.ts';
import { historyCost } from './history-cost.ts';
import * as print from './print.ts';
import { sizes } from './repository.ts';

const { values: options } = parseArgs({
  options: {
    bundle: { type: 'string', default: defaultBundle },
    rounds: { type: 'string', default: '9' },
    size: { type: 'string', default: '200000' },
  },
});
// Every scratch folder has a listener that removes it.
process.setMaxListeners(0);
const size = sizes.find((each) => each === Number(options.size));
if (size === undefined)
  throw new Error(`Cannot measure "${options.size}" files: there are ${sizes.join(', ')}`);
const { goals, lines } = await historyCost(options.bundle, size, Number(options.rounds));
process.stdout.write(`${lines.join('\n')}\n\n${print.goals(goals)}\n`);
process.exitCode = goals.some((goal) => judge(goal) === 'NOT MET') ? 1 : 0;
