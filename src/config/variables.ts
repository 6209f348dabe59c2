// Environment variables that give inputs: what GitHub's runner makes of the Action's inputs, and our own.
import type { Variables } from './ci/ci-run.ts';
import {
  type InputName,
  type InputTexts,
  inputNames,
  inputOf,
  inputVariable,
  variableName,
} from './inputs.ts';

export type { Variables };

/**
 * Reads the inputs out of the environment; the spelling of the Action wins, unless it may be what action.yml gives by itself.
 * @returns only what is given: CI systems set a variable that has no value to the empty text
 */
export function readVariables(variables: Variables): InputTexts {
  const texts = new Map<InputName, string>();
  for (const name of inputNames) {
    const [ofAction, own] = [
      nonEmpty(variables[inputVariable(name)]),
      nonEmpty(variables[variableName(name)]),
    ];
    const text = inputOf(name).actionDefault === undefined ? (ofAction ?? own) : (own ?? ofAction);
    if (text !== undefined) texts.set(name, text);
  }
  return texts;
}

/**
 * Takes an empty text for none.
 * @param text of a variable or a flag
 * @returns the text as it is, or `undefined` where it is empty or blank
 */
export function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}
