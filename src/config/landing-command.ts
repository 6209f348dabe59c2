// Which command changes the branch, where it is named by an input.
import { commandValues } from './inputs/command-inputs.ts';
import type { InputTexts } from './inputs.ts';

/** What a run is to do to the branch. */
export type LandingCommand = (typeof commandValues)[number];

/**
 * Reads which command is meant where the command line names none.
 * @returns what the input says; a value that is bad is refused with the other inputs
 */
export function chosenCommand(inputs: InputTexts): LandingCommand {
  const text = inputs.get('command')?.trim();
  return commandValues.find((name) => name === text) ?? 'deploy';
}
