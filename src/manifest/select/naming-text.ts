// Whether a text that cannot be read may name an image all the same.
import { canonicalName, lastSegment, sameName } from '../../image/repository-name.ts';

/** What a reference is made of, except for its scheme and its digest. */
const ofReference = /[\w./:-]*$/;
/** A tag, a digest or a variable follows at once; `name: web` is a key. */
const version = /^(?::[\w${<%]|@)/;
const imageField = /(?:image|repository|repo)["']?\s*[:=]\s*["']?$/i;
/** Where a variable or a template ends: `{{ .Values.registry }}/acme/api`. */
const variableEnd = /[})>%]$/;

/**
 * Says whether a text may name an image: the whole name stands in it, or the end of a reference that may be its, as in
 * `{{ .Values.registry }}/acme/api:v1` and `repository: acme/api`. A word that is only spelled like its last segment does not count.
 * @param text any text
 * @param name the image's name
 * @returns whether it may
 */
export function mayName(text: string, name: string): boolean {
  const segment = lastSegment(name);
  for (let at = text.indexOf(segment); at >= 0; at = text.indexOf(segment, at + 1)) {
    const end = at + segment.length;
    if (!/^(?:[\w/-]|\.\w)/.test(text.slice(end, end + 2)) && endsReference(text, at, end, name)) return true;
  }
  return false;
}

/** Longer names than this are none. */
const longestName = 300;

function endsReference(text: string, at: number, end: number, name: string): boolean {
  const line = text.slice(Math.max(text.lastIndexOf('\n', at) + 1, at - longestName), end);
  const token = (ofReference.exec(line)?.[0] ?? '').replace(/^[a-z]+:\/\//, '');
  const before = line.slice(0, line.length - token.length);
  if (token.startsWith('/')) return variableEnd.test(before) && canonicalName(name).endsWith(token);
  if (token.includes('/')) return sameName(token, name) || canonicalName(name).endsWith(`/${token}`);
  const isValue = imageField.test(before);
  return token === lastSegment(name) && (isValue || (sameName(token, name) && isVersionAt(text, end)));
}

function isVersionAt(text: string, end: number): boolean {
  return version.test(text.slice(end, end + 2));
}
