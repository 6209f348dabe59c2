// What is wrong with inputs, in words that show no secret.

import { DeployError } from '../errors.ts';
import { program } from '../wording.ts';
import { type InputName, inputOf } from './inputs.ts';
import { secretsIn } from './secret-forms.ts';

/**
 * Makes the error of a parser; the reader puts the input's name and value before it.
 * @param what what is wrong, as the end of a sentence
 * @param remedy what to do about it
 * @returns the error, to be thrown
 */
export function invalidValue(what: string, remedy: string): DeployError {
  return new DeployError('invalid-input', what, remedy);
}

/**
 * Says what is wrong with an input, for a list of all that is wrong.
 * @param spelling how the input was given
 * @param text as the user wrote it; `undefined` where nothing was given
 * @param what what is wrong, as the end of a sentence
 * @param remedy what to do about it
 * @returns a sentence, without the value where it may be a secret
 */
export function describeProblem(
  spelling: string,
  name: InputName,
  text: string | undefined,
  what: string,
  remedy: string,
): string {
  return `${spelling}${shown(name, text)}: ${what}; ${remedy}`;
}

/**
 * Says that an input holds a variable that nothing has replaced.
 * @param variable the variable as it stands there
 * @param isAction whether the run is the Action: GitHub replaces its own expressions alone
 * @returns what is wrong, without a word of a secret, and the remedy
 */
export function unreplacedProblem(
  name: InputName,
  variable: string,
  isAction: boolean,
): readonly [what: string, remedy: string] {
  const what = inputOf(name).secret
    ? 'is a variable that nothing has replaced'
    : `holds "${variable}", a variable that nothing has replaced`;
  if (!isAction)
    return [
      what,
      'check its name and the quotes around it: a shell replaces nothing in single quotes, and a CI leaves what is not set as it stands',
    ];
  return [
    what,
    `write "\${{ vars.NAME }}", "\${{ env.NAME }}" or "\${{ secrets.NAME }}": GitHub replaces nothing else there`,
  ];
}

/**
 * Makes the error of a run whose inputs cannot be used.
 * @param problems a sentence each
 * @param isAction whether the run is the Action, which has a README and no `help`
 * @returns the error, to be thrown
 */
export function refusedInputs(problems: readonly string[], isAction: boolean): DeployError {
  const see = isAction ? "see the inputs in the Action's README" : `see "${program} help inputs"`;
  const [first, ...others] = problems;
  const all = `${problems.length} problems\n- ${problems.join('\n- ')}`;
  return new DeployError(
    'invalid-input',
    `Cannot use the inputs: ${others.length === 0 ? first : all}`,
    others.length === 0 ? see : `fix them all; ${see}`,
  );
}

function shown(name: InputName, text: string | undefined): string {
  if (text === undefined) return '';
  // Of a URL that is no URL nobody knows where its password ends.
  const mayHoldSecret = name === 'repository' && /[@?#]/.test(text.replace(/^(?:ssh:\/\/)?git@/, ''));
  if (inputOf(name).secret || mayHoldSecret || secretsIn(text).length > 0) return ' (value hidden)';
  const line = linesOf(text).join(', ');
  return ` "${line.length > 200 ? `${line.slice(0, 200)}...` : line}"`;
}

/**
 * Splits a list.
 * @param text one value per line
 * @returns the values, without blank lines
 */
export function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
