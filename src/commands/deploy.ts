// The command `deploy`.

import { deployInputNames } from '../config/inputs.ts';
import { chosenCommand } from '../config/landing-command.ts';
import type { Command } from './command.ts';
import { runChosen } from './run-chosen.ts';

/** The main job. */
export const deployCommand: Command = {
  name: 'deploy',
  usage: '[deploy] [--input value ...]',
  summary: 'change the image in the config repository, commit, push, tell',
  details: `Changes exactly the bytes of the tag, pushes one commit, and says how it went. It is what is done where no command
is named.
`,
  words: undefined,
  flag: undefined,
  inputs: deployInputNames,
  run: (context) => runChosen(context, chosenCommand(context.given.inputs)),
};
