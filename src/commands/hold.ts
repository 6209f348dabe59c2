// The commands `hold` and `release`.
import { holdInputs } from '../config/hold-inputs.ts';
import type { Command } from './command.ts';
import { runChosen } from './run-chosen.ts';

/** No deploy for a while. */
export const holdCommand: Command = {
  name: 'hold',
  usage: 'hold --file PATH [--image NAME] --reason TEXT',
  summary: 'refuse every deploy to these places until they are released',
  details: `Lands a commit that changes no file and says what is held, by whom and why. Every deploy and rollback to these places ends
with "held" and exit code 5, until "release". Without --image, all that the files hold is held.
`,
  words: undefined,
  flag: undefined,
  inputs: holdInputs,
  run: (context) => runChosen(context, 'hold'),
};

/** Deploys again. */
export const releaseCommand: Command = {
  name: 'release',
  usage: 'release --file PATH [--image NAME]',
  summary: 'lift what a rollback or "hold" holds there',
  details: `Lands a commit that changes no file and ends the holds of these places, of whichever kind. Without --image, all that the
files hold is released.
`,
  words: undefined,
  flag: undefined,
  inputs: holdInputs.filter((name) => name !== 'reason'),
  run: (context) => runChosen(context, 'release'),
};
