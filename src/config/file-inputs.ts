// Inputs that are given as the path of a file.
import { type InputTexts, inputNames, inputOf } from './inputs.ts';

/**
 * Puts the content of a file in the place of its path, for the inputs that allow it. GitLab gives a variable of type
 * File as a path, and cannot mask a value of several lines: https://docs.gitlab.com/ci/variables/#use-file-type-cicd-variables
 * @param readText gives the text of the file at a path; `undefined` where there is none
 * @returns the inputs; a path without a file stays as it is
 */
export function readFileInputs(
  inputs: InputTexts,
  readText: (path: string) => string | undefined,
): InputTexts {
  const texts = inputNames.flatMap((name) => {
    const value = inputs.get(name)?.trim() ?? '';
    const text = inputOf(name).orFile && looksLikePath(value) ? readText(value) : undefined;
    return text === undefined ? [] : [[name, text] as const];
  });
  return new Map([...inputs.entries(), ...texts]);
}

/** No key, in base64 or not, and no line of known_hosts begins like a path. */
const looksLikePath = (value: string): boolean => /^(?:\.{0,2}\/|[A-Za-z]:[\\/])[^\r\n]*$/.test(value);
