// Says in one line what is missing for the demo, or starts it. Plain JavaScript: older versions of node read it too.
import { spawnSync } from 'node:child_process';

const git = spawnSync('git', ['--version']);
const backend = spawnSync('git', ['http-backend']);
if (git.error) refuse('git is not installed', 'install git');
else if (!process.features.typescript)
  refuse(
    `node ${process.versions.node} cannot run it`,
    'run "npm ci", which brings node 24, then "npm run demo"',
  );
else if (backend.stderr.toString().includes('is not a git command'))
  refuse('this git has no "git http-backend"', 'install the whole of git');
else await import('./demo.ts');

function refuse(what, remedy) {
  console.error(`Cannot run the demo: ${what}; ${remedy}`);
  process.exitCode = 1;
}
