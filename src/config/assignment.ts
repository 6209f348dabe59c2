// The values of the input `set`: which field gets what, and the words of an image in it.
import type { DeployError } from '../errors.ts';
import { formatReference, type Reference, versionOfTag } from '../image/reference.ts';
import { parsePath } from '../manifest/field-path.ts';
import type { Assignment, ImageTarget } from '../manifest/target.ts';
import { invalidValue } from './input-reader.ts';
import { imageWords, parseTemplate, placeholdersIn } from './template.ts';

/**
 * Reads `PATH=VALUE`; the first `=` outside brackets parts them, and `""` is the empty value.
 * @param images the one among them fills the words in braces
 * @param text one line of the input
 * @returns the path, the value, and whether an image filled it
 * @throws {DeployError} invalid-input
 */
export function parseAssignment(text: string, images: readonly ImageTarget[]): Assignment {
  const match = /^((?:\[[^\]]*\]|[^[=])+)=(.*)$/s.exec(text);
  if (match === null)
    throw invalidValue('is not an assignment', 'write PATH=VALUE, like "spec.values.image.tag={tag}"');
  const [, path = '', template = ''] = match;
  const steps = parsePath(path);
  const mistake = mistakeIn(template);
  if (mistake !== undefined) throw mistake;
  if (template === '""') return { path, steps, value: '', fromImage: false };
  if (placeholdersIn(template).length === 0) return { path, steps, value: template, fromImage: false };
  return { path, steps, value: filledFromImage(template, images), fromImage: true };
}

function filledFromImage(template: string, images: readonly ImageTarget[]): string {
  const fill = parseTemplate(template, imageWords);
  const [image, second] = images;
  if (image === undefined || second !== undefined)
    throw invalidValue(
      `takes its value from one image, and ${images.length} are given`,
      'give one "image", or write the value itself',
    );
  const values = valuesOf(image.to);
  const absent = imageWords.find((word) => values[word] === '' && template.includes(`{${word}}`));
  if (absent !== undefined)
    throw invalidValue(
      `takes the ${absent} of an image that has none`,
      `give "image" with a ${absent === 'version' ? 'tag' : absent}`,
    );
  return fill(values);
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
