import { inputNames, inputOf } from './inputs.ts';
import type { RawInputs } from './raw.ts';

/**
 * Puts the content of a file in the place of its path, for the inputs that allow it. GitLab gives a variable of type
 * File as a path, and cannot mask a value of several lines: https://docs.gitlab.com/ci/variables/#use-file-type-cicd-variables
 * @param read the text of the file at a path; `undefined` where there is none
 */
export function readFileInputs(raw: RawInputs, read: (path: string) => string | undefined): RawInputs {
  const texts = inputNames.flatMap((name) => {
    const value = raw.get(name)?.trim() ?? '';
    const text = inputOf(name).orFile && looksLikePath(value) ? read(value) : undefined;
    return text === undefined ? [] : [[name, text] as const];
  });
  return new Map([...raw, ...texts]);
}

/** No key and no line of known_hosts begins so; not even a key in base64. */
const looksLikePath = (value: string): boolean => /^(?:\.{0,2}\/|[A-Za-z]:[\\/])[^\r\n]*$/.test(value);
