// Makes git use the hooks of this folder. `npm ci` runs it (prepare); where there is no clone or no git, it does nothing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// Without the look, git would find the repository of a folder above.
if (existsSync('.git')) spawnSync('git', ['config', 'core.hooksPath', '.githooks']);
