// What a run calls its inputs in messages: as its user has written them.
import type { Wording } from '../wording.ts';
import type { InputSource } from './input-source.ts';
import { type InputName, inputNames, variableName } from './inputs.ts';

/**
 * Says how the user writes what messages name.
 * @param takes the inputs of the command; the files of another are its words
 * @param program how the program is called
 * @returns an input as it was given, one that was not as the others were
 */
export function runWording(source: InputSource, takes: readonly InputName[], program: string): Wording {
  return {
    program,
    inputName: (text) => {
      const name = inputNames.find((each) => each === text);
      if (name === undefined) return `"${text}"`;
      return takes.includes(name) ? spelled(name, source) : name.toUpperCase();
    },
  };
}

function spelled(name: InputName, { isAction, spellings }: InputSource): string {
  const given = spellings.get(name);
  if (given !== undefined && given !== name) return given;
  if (isAction || given === name) return `"${name}"`;
  const others = [...spellings.values()];
  const isByVariables = others.length > 0 && !others.some((each) => each.startsWith('--'));
  return isByVariables ? variableName(name) : `--${name}`;
}
