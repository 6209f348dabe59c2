// The command `rollback`.
import { rollbackInputs } from '../config/rollback-inputs.ts';
import type { Command } from './command.ts';
import { runChosen } from './run-chosen.ts';

/** Back to what was there before. */
export const rollbackCommand: Command = {
  name: 'rollback',
  usage: 'rollback --file PATH [--image NAME] [--to TAG]',
  summary: 'take the last deploy back, or go back to a tag, a commit, a time',
  details: `Finds in the history of the branch what the files held before, and puts it back by the same edit as a deploy: tag, digest
and the variables that carry the tag, all images of one deploy together. Without --image, every image of that deploy in the
files goes back. The value that was bad is held: it is not deployed there again until a newer run brings another one.
`,
  words: undefined,
  flag: undefined,
  inputs: rollbackInputs,
  run: (context) => runChosen(context, 'rollback'),
};
