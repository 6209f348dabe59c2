// The header `WWW-Authenticate`, in all the forms that registries send: RFC 9110, 11.6.1.

/** How a registry wants to be asked. */
export type Challenge =
  | { readonly is: 'bearer'; readonly realm: string; readonly service: string | undefined }
  | { readonly is: 'basic' };

/** A scheme without what belongs to it, or a parameter with its value, in quotes or not. */
const piece = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/g;

/**
 * Reads the challenges of an answer. Several may stand in one header, and commas in the values between quotes. A scope is not
 * read: some registries name one that is nobody's.
 * @param header its value; node puts several of one name into one, with commas between
 * @returns the challenges that are understood, in their order
 */
export function parseChallenges(header: string): readonly Challenge[] {
  const found: { scheme: string; parameters: Map<string, string> }[] = [];
  for (const [, name = '', quoted, plain] of header.matchAll(piece)) {
    const value = quoted?.replace(/\\(.)/g, '$1') ?? plain;
    if (value === undefined) found.push({ scheme: name.toLowerCase(), parameters: new Map() });
    else found.at(-1)?.parameters.set(name.toLowerCase(), value);
  }
  return found.flatMap(({ scheme, parameters }): Challenge[] => {
    if (scheme === 'basic') return [{ is: 'basic' }];
    const realm = parameters.get('realm');
    if (scheme !== 'bearer' || realm === undefined) return [];
    return [{ is: 'bearer', realm, service: parameters.get('service') || undefined }];
  });
}
