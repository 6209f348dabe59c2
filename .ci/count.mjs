// Prints `N passed, N failed`, alone on a line: the sum of what jest wrote (--json) of each lane into a folder.
//   node .ci/count.mjs FOLDER STATUS
import { readdirSync, readFileSync } from 'node:fs';

const [folder = '.', status = '0'] = process.argv.slice(2);
const lanes = readdirSync(folder).map((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')));
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

const passed = sum(lanes.map((lane) => lane.numPassedTests));
// A suite that cannot be loaded has no tests to count.
const failed = sum(lanes.map((lane) => lane.numFailedTests + lane.numRuntimeErrorTestSuites));
// Whatever else went wrong is one failure: a check, the soak, the installation.
process.stdout.write(`\n${passed} passed, ${Math.max(failed, status === '0' ? 0 : 1)} failed\n`);
