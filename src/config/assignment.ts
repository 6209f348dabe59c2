// The values of the input `set`: which field gets what, and the words of an image in it.

import type { DeployError } from '../errors.ts';
import { formatReference, type Reference, versionOfTag } from '../image/reference.ts';
import { parsePath } from '../manifest/field-path.ts';
import type { Assignment, ImageTarget } from '../manifest/target.ts';
import { inputName } from '../wording.ts';
import { invalidValue } from './input-problem.ts';
import { imageWords, parseTemplate, placeholdersIn } from './template.ts';

/**
 * Reads `PATH=VALUE`; the first `=` outside brackets separates them, and `""` is the empty value.
 * @param images the one among them fills the words in braces
 * @param text one line of the input
 * @returns the path, the value, and whether an image filled it
 * @throws {DeployError} invalid-input
 */
export function parseAssignment(text: string, images: readonly ImageTarget[]): Assignment {
  const match = /^((?:\[[^\]]*\]|\\.|[^[=\\])+)=(.*)$/s.exec(text);
  if (match === null)
    throw invalidValue('is not an assignment', 'write PATH=VALUE, like "spec.values.image.tag={tag}"');
  const [, path = '', template = ''] = match;
  const steps = parsePath(path);
  const mistake = mistakeIn(template);
  if (mistake !== undefined) throw mistake;
  if (template === '""') return { path, steps, value: '', fromImage: false };
  const pieces = template.split(literalBraces);
  const words = pieces.filter(isFilled).flatMap(placeholdersIn);
  const fill = words.length === 0 ? (piece: string) => piece : fillFromImage(words, images);
  const value = pieces.map((piece, index) => (isFilled(piece, index) ? fill(piece) : withoutEscape(piece)));
  return { path, steps, value: value.join(''), fromImage: words.length > 0 };
}

/** Braces that hold no placeholder: a variable that somebody else fills, and two braces, which stand for one. */
const literalBraces = /(\$\{[^{}]*\}|\{\{[A-Za-z]+\}\})/;

/** Every second piece is one of literal braces. */
function isFilled(_: string, index: number): boolean {
  return index % 2 === 0;
}

function withoutEscape(braces: string): string {
  return braces.startsWith('$') ? braces : braces.slice(1, -1);
}

/** How an image fills a text with placeholders. */
function fillFromImage(words: readonly string[], images: readonly ImageTarget[]): (piece: string) => string {
  refuseUnknown(words);
  const [image, second] = images;
  if (image === undefined || second !== undefined)
    throw invalidValue(
      `takes its value from one image, and ${images.length} are given`,
      `give one ${inputName('image')}, or write the value itself`,
    );
  const values = valuesOf(image.to);
  const absent = imageWords.find((word) => values[word] === '' && words.includes(word));
  if (absent !== undefined)
    throw invalidValue(
      `takes the ${absent} of an image that has none`,
      `give ${inputName('image')} with a ${absent === 'version' ? 'tag' : absent}`,
    );
  return (piece) => parseTemplate(piece, imageWords)(values);
}

function refuseUnknown(words: readonly string[]): void {
  const unknown = words.find((word) => !imageWords.some((each) => each === word));
  if (unknown === undefined) return;
  const known = imageWords.map((word) => `{${word}}`).join(', ');
  throw invalidValue(
    `holds the unknown placeholder {${unknown}}`,
    `use ${known}, or write {{${unknown}}} for {${unknown}} itself`,
  );
}

/** What an image has not is empty. */
function valuesOf(image: Reference): Record<(typeof imageWords)[number], string> {
  const { name, tag = '', digest = '' } = image;
  return { image: name, tag, version: versionOfTag(tag), digest, reference: formatReference(image) };
}

/** A value that would be written as it stands, and is seldom meant so. */
function mistakeIn(template: string): DeployError | undefined {
  if (template === '')
    return invalidValue(
      'has no value',
      'check that every variable of the pipeline in it is set; PATH="" empties the field',
    );
  const [, word] = /\{\{\s*(image|tag|version|digest|reference)\s*\}\}/.exec(template) ?? [];
  if (word !== undefined) return invalidValue('has two braces around a placeholder', `write {${word}}`);
  return undefined;
}
