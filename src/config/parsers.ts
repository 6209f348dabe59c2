// Parsers of single values: each gives the value, or throws DeployError `invalid-input`.
import { parseReference } from '../image/reference.ts';
import type { ImageTarget } from '../manifest/target.ts';
import { inputName } from '../wording.ts';
import { imageForm, notAnImage } from './common-mistakes.ts';
import { invalidValue } from './input-problem.ts';
import { isManifestPath } from './stray-word.ts';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * Reads a time: `90s`, `5m`, `1h30m` or plain seconds.
 * @param text the input as it is given
 * @returns milliseconds
 * @throws {DeployError} invalid-input for less than one second or more than six hours
 */
export function parseDuration(text: string): number {
  const terms = [...(/^\d+$/.test(text) ? `${text}s` : text).matchAll(/(\d+)(ms|s|m|h)/g)];
  const total = terms.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0);
  const isWhole = /^(\d+(ms|s|m|h))+$|^\d+$/.test(text);
  if (!isWhole || total < 1000 || total > 6 * 3_600_000)
    throw invalidValue('is not a time between 1 second and 6 hours', 'write it like "90s" or "5m"');
  return total;
}

/**
 * Reads a number of places.
 * @param text the input as it is given
 * @returns a whole number from 1
 * @throws {DeployError} invalid-input for zero, and for more than six digits
 */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw invalidValue('is not a number of places', 'use a whole number from 1');
  return Number(text);
}

/**
 * Reads an image to deploy, `REF` or `NAME=REF`. A reference names a tag, a digest or both.
 * @param text one line of the input
 * @returns the image, and the name that it is looked for by where that is another
 * @throws {DeployError} invalid-input
 */
export function parseImage(text: string): ImageTarget {
  if (isManifestPath(text))
    throw invalidValue(
      'is the path of a file, not an image',
      `give it as ${inputName('file')}, and as ${inputName('image')} what to deploy, like "ghcr.io/acme/web:v2"`,
    );
  const at = text.indexOf('=');
  const to = parseReference(at < 0 ? text : text.slice(at + 1));
  const from = at < 0 ? undefined : parseReference(text.slice(0, at));
  if (to === undefined || (at >= 0 && from === undefined)) throw notAnImage(text);
  if (to.tag === undefined && to.digest === undefined)
    throw invalidValue('has neither a tag nor a digest', imageForm);
  if (from?.tag !== undefined || from?.digest !== undefined)
    throw invalidValue(
      'has a tag on the left side',
      `leave it out there: NAME=REF; the input ${inputName('from')} narrows by the old tag`,
    );
  return { name: from?.name, to };
}

/**
 * Reads the name of a variable as Kubernetes takes it: printable ASCII but `=`; a comma it would take, and nobody means.
 * @param text one line of the input
 * @returns the name as it is
 * @throws {DeployError} invalid-input
 */
export function parseVariableName(text: string): string {
  if (/[,;]/.test(text)) throw invalidValue('is not the name of a variable', 'write one name per line');
  if (!/^[!-<>-~]+$/.test(text))
    throw invalidValue('is not the name of a variable', 'write it like DD_VERSION');
  return text;
}

/**
 * Reads the name of a Flux image policy.
 * @param text the input as it is given
 * @returns `namespace:name`
 * @throws {DeployError} invalid-input
 */
export function parsePolicy(text: string): string {
  if (!/^[^\s:"]+:[^\s:"]+$/.test(text))
    throw invalidValue('is not an image policy', 'write NAMESPACE:NAME as the marker in the file does');
  return text;
}

/**
 * Reads a text of one line.
 * @param text the input as it is given
 * @returns the text
 * @throws {DeployError} invalid-input where it has several
 */
export function parseOneLine(text: string): string {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) throw invalidValue('has more than one line', 'write one line');
  return text;
}
