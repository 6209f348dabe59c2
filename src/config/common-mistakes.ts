// Common mistakes in a value, which a bare "is not valid" would leave to be found.

import type { DeployError } from '../errors.ts';
import { isName, splitReference } from '../image/reference.ts';
import { inputName } from '../wording.ts';
import { invalidValue } from './input-problem.ts';
import { isImage, isManifestPath } from './stray-word.ts';

interface Mistake {
  readonly pattern: RegExp;
  readonly what: string;
  readonly remedy: string;
}

const oneALine = 'write one item per line, and nothing between them';
const isItSet = 'check that every variable of the pipeline in it is set';

/** Of any value that a pipeline puts together. */
const inAnyValue: readonly Mistake[] = [
  { pattern: /^[-*]\s/, what: 'it starts with a list marker', remedy: oneALine },
  {
    pattern: /^["'`]|["'`]$/,
    what: 'it has quotes around it',
    remedy: 'take them away: the value is read as it is',
  },
];

const inImages: readonly Mistake[] = [
  {
    pattern: /(?:^|=)[a-z]+:\/\//i,
    what: 'it starts with the scheme of a URL',
    remedy: 'write it as "docker pull" takes it, without "https://"',
  },
  { pattern: /[,;]/, what: 'it holds a comma', remedy: oneALine },
  { pattern: /\s/, what: 'it holds a space', remedy: oneALine },
  { pattern: /:(?:@|$)/, what: 'the tag after the colon is empty', remedy: isItSet },
  { pattern: /@$/, what: 'the digest after the "@" is empty', remedy: isItSet },
  { pattern: /^[:/@]|=[:/@]|=$|\/\/|\/:/, what: 'a part of its name is empty', remedy: isItSet },
];

const inFiles: readonly Mistake[] = [
  {
    pattern: /^[a-z]+:\/\//i,
    what: 'it is a web address',
    remedy: 'write the path from the root of the repository, like "apps/web/deployment.yaml"',
  },
  {
    pattern: /\.(?:ya?ml|json)\s*[,;]/i,
    what: 'it holds several files with commas between',
    remedy: oneALine,
  },
  { pattern: /\.(?:ya?ml|json)\s+\S/i, what: 'it holds several files with spaces between', remedy: oneALine },
];

export const imageForm =
  'write REGISTRY/REPOSITORY:TAG, in lower case except for the tag, which has up to 128 of A-Z a-z 0-9 _ . -';

/**
 * Makes the error for a text that is no image reference; it names the mistake, where that is a common one.
 * @param text the line that was to be an image
 * @returns the error, to be thrown
 */
export function notAnImage(text: string): DeployError {
  const mistake = [...inAnyValue, ...inImages].find(({ pattern }) => pattern.test(text)) ?? upperCase(text);
  const what = mistake === undefined ? '' : `: ${mistake.what}`;
  return invalidValue(`is not an image reference${what}`, mistake?.remedy ?? imageForm);
}

/**
 * Looks for common mistakes in a repository.
 * @param text the input as it is given
 * @returns the text as it is
 * @throws {DeployError} invalid-input where it was not meant as it stands
 */
export function checkRepositoryText(text: string): string {
  const mistake = inAnyValue.find(({ pattern }) => pattern.test(text));
  if (mistake !== undefined) throw invalidValue(`is not a repository: ${mistake.what}`, mistake.remedy);
  if (isManifestPath(text))
    throw invalidValue(
      'is the path of a file, not a repository',
      `give it as ${inputName('file')}, and as ${inputName('repository')} the clone URL, like "https://github.com/acme/config.git"`,
    );
  return text;
}

/**
 * Looks for common mistakes in a path or glob.
 * @param text one line of the input
 * @returns the text as it is
 * @throws {DeployError} invalid-input where it is several, or was not meant as it stands
 */
export function checkFileText(text: string): string {
  const mistake = [...inAnyValue, ...inFiles].find(({ pattern }) => pattern.test(text));
  if (mistake !== undefined) throw invalidValue(`is not a file: ${mistake.what}`, mistake.remedy);
  if (isImage(text))
    throw invalidValue(
      'is an image, not a file',
      `give it as ${inputName('image')}, and as ${inputName('file')} the path of the file that names it, like "apps/web/deployment.yaml"`,
    );
  return text;
}

function upperCase(text: string): Omit<Mistake, 'pattern'> | undefined {
  const name = splitReference(text.slice(text.indexOf('=') + 1)).name;
  const lower = name.toLowerCase();
  if (lower === name || !isName(lower)) return undefined;
  return { what: 'its name holds upper case', remedy: `write "${lower}" before the tag` };
}
