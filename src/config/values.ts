import type { DeployError } from '../errors.ts';
import { formatReference, parseReference, type Reference } from '../image/reference.ts';
import { parsePath } from '../manifest/field-path.ts';
import type { Assignment, ImageTarget } from '../manifest/target.ts';
import { badValue } from './problems.ts';
import { imageForm, notAnImage } from './slips.ts';
import { fillTemplate, hasPlaceholder, unknownPlaceholders } from './template.ts';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `90s`, `5m`, `1h30m` or plain seconds -> milliseconds; at least one second, at most six hours. */
export function parseDuration(text: string): number {
  const parts = [...(/^\d+$/.test(text) ? `${text}s` : text).matchAll(/(\d+)(ms|s|m|h)/g)];
  const total = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0);
  const clean = /^(\d+(ms|s|m|h))+$|^\d+$/.test(text);
  if (!clean || total < 1000 || total > 6 * 3_600_000)
    throw badValue('is not a time between 1 second and 6 hours', 'write it like "90s" or "5m"');
  return total;
}

/** `Name <mail>` as git writes it. */
export function parseIdentity(text: string): { name: string; email: string } {
  const match = /^([^<>\n]*[^<>\s])\s*<([^<>\s]+)>$/.exec(text);
  if (match === null) throw badValue('is not an author', 'write it like "Deploy Bot <bot@example.com>"');
  return { name: match[1] ?? '', email: match[2] ?? '' };
}

export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw badValue('is not a number of places', 'use a whole number from 1');
  return Number(text);
}

/** `REF` or `NAME=REF`. A reference names a tag, a digest or both. */
export function parseImage(text: string): ImageTarget {
  const at = text.indexOf('=');
  const to = parseReference(at < 0 ? text : text.slice(at + 1));
  const from = at < 0 ? undefined : parseReference(text.slice(0, at));
  if (to === undefined || (at >= 0 && from === undefined)) throw notAnImage(text);
  if (to.tag === undefined && to.digest === undefined)
    throw badValue('has neither a tag nor a digest', imageForm);
  if (from?.tag !== undefined || from?.digest !== undefined)
    throw badValue(
      'has a tag on the left side',
      'leave it out there: NAME=REF; the input "from" narrows by the old tag',
    );
  return { name: from?.name, to };
}

export const imagePlaceholders = ['image', 'tag', 'digest', 'reference'] as const;

/** The words that an image stands for in templates; an absent part is empty. */
function imageValues(to: Reference): Record<(typeof imagePlaceholders)[number], string> {
  const { name, tag = '', digest = '' } = to;
  return { image: name, tag, digest, reference: formatReference(to) };
}

/** `PATH=VALUE`; the first `=` outside brackets parts them. `images` fill the placeholders; `""` is the empty value. */
export function parseAssignment(text: string, images: readonly ImageTarget[]): Assignment {
  const match = /^((?:\[[^\]]*\]|[^[=])+)=(.*)$/s.exec(text);
  if (match === null)
    throw badValue('is not an assignment', 'write PATH=VALUE, like "spec.values.image.tag={tag}"');
  const [, path = '', template = ''] = match;
  parsePath(path);
  const slip = slipOfValue(template);
  if (slip !== undefined) throw slip;
  if (template === '""') return { path, value: '', fromImage: false };
  if (!hasPlaceholder(template)) return { path, value: template, fromImage: false };
  checkPlaceholders(template, imagePlaceholders);
  const [image, second] = images;
  if (image === undefined || second !== undefined)
    throw badValue(
      `takes its value from one image, and ${images.length} are given`,
      'give one "image", or write the value itself',
    );
  const values = imageValues(image.to);
  const absent = imagePlaceholders.find((word) => values[word] === '' && template.includes(`{${word}}`));
  if (absent !== undefined)
    throw badValue(`takes the ${absent} of an image that has none`, `give "image" with a ${absent}`);
  return { path, value: fillTemplate(template, values), fromImage: true };
}

/** A value that would be written as it stands, and is seldom meant so. */
function slipOfValue(template: string): DeployError | undefined {
  if (template === '')
    return badValue(
      'has no value',
      'check that every variable of the pipeline in it is set; PATH="" empties the field',
    );
  const [, word] = /\{\{\s*(image|tag|digest|reference)\s*\}\}/.exec(template) ?? [];
  if (word !== undefined) return badValue('has two braces around a placeholder', `write {${word}}`);
  return undefined;
}

export function checkPlaceholders(template: string, known: readonly string[]): string {
  const unknown = unknownPlaceholders(template, known)[0];
  if (unknown !== undefined)
    throw badValue(
      `holds the unknown placeholder {${unknown}}`,
      `use ${known.map((word) => `{${word}}`).join(', ')}`,
    );
  return template;
}

/** Variable names as Kubernetes takes them: printable ASCII but `=`; a comma it would take, and nobody means. */
export function parseVariableName(text: string): string {
  if (/[,;]/.test(text)) throw badValue('is not the name of a variable', 'write one name a line');
  if (!/^[!-<>-~]+$/.test(text)) throw badValue('is not the name of a variable', 'write it like DD_VERSION');
  return text;
}

export function parsePolicy(text: string): string {
  if (!/^[^\s:"]+:[^\s:"]+$/.test(text))
    throw badValue('is not an image policy', 'write NAMESPACE:NAME as the marker in the file does');
  return text;
}

/** The template of a web address: only its beginning is sure to be one. */
export function parseWebTemplate(text: string, known: readonly string[]): string {
  if (!/^https?:\/\/[^/\s]/i.test(text)) throw notAWebAddress();
  return checkPlaceholders(text, known);
}

/** The address of a webhook. */
export function parseWebUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw notAWebAddress();
  return text;
}

function notAWebAddress(): DeployError {
  return badValue('is not a web address', 'write it whole, with https://');
}
