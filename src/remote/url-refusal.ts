// How a clone URL is refused, without a word of the credentials in it.
import { DeployError } from '../errors.ts';

/** The three spellings that a remedy can point to. */
export const spellings =
  'write "https://host/owner/name.git", "ssh://git@host/owner/name.git" or "git@host:owner/name.git"';

/**
 * The URL as a message may show it: no credentials, no query (both can hold a token), no control characters.
 * Greedy on purpose: whatever stands before the last `@` may be a secret, and without one, what stands in place of the port.
 */
function shownUrl(text: string): string {
  const [, scheme = '', userInfo, rest = ''] =
    /^([a-z][a-z0-9+.-]*:\/*)?(?:(.*)@)?(.*)$/is.exec(text.replace(/[?#].*$/s, '')) ?? [];
  const hidden = userInfo === undefined && scheme !== '' ? rest.replace(noPort, '$1:...') : rest;
  const user = userInfo === 'git' ? 'git@' : '';
  return `${scheme}${user}${hidden}`.replace(/\p{C}/gu, '\u{FFFD}').slice(0, 200);
}

const noPort = /^(\[[^\]]*\]|[^/:]*):(?!\d{1,5}(?:\/|$))[^/]*/;

/**
 * Makes the error for a repository URL, without a word of its credentials.
 * @param text the URL
 * @param what is wrong with it, in the middle of a sentence
 * @param remedy what to do
 * @returns the error invalid-input
 */
export function urlRefusal(text: string, what: string, remedy: string = spellings): DeployError {
  return new DeployError('invalid-input', `Cannot use repository URL "${shownUrl(text)}": ${what}`, remedy);
}

const anywhere: readonly { readonly broken: RegExp; readonly what: string; readonly remedy: string }[] = [
  { broken: /^$/, what: 'it is empty', remedy: spellings },
  { broken: /^-/, what: 'it starts with "-" and reads as an option', remedy: spellings },
  { broken: /^[a-z][a-z0-9+.-]*::/i, what: 'it starts a remote helper program', remedy: spellings },
  {
    broken: /[\s\p{Cc}\p{Cf}\\]/u,
    what: 'it holds a space, a backslash or a control character',
    remedy: spellings,
  },
  { broken: /%(?:[01][0-9a-f]|7f)/i, what: 'it holds an encoded control character', remedy: spellings },
  { broken: /[/:](?:\.|%2e){2}(?:\/|$)/i, what: 'its path holds ".."', remedy: spellings },
  {
    // The rest of a password with a slash in it would be taken for the path, and shown.
    broken: /^(?:[a-z][a-z0-9+.-]*:\/\/|(?![a-z][a-z0-9+.-]*:\/\/))[^/]*\/.*@/i,
    what: 'it holds "@" after the host',
    remedy: 'take user and password out of it; write "%40" for an "@" in the path',
  },
];

/**
 * Refuses what no spelling allows, before anything is split: these characters make parsers disagree.
 * @param text the URL
 * @throws {DeployError} invalid-input
 */
export function checkUrlText(text: string): void {
  const rule = anywhere.find(({ broken }) => broken.test(text));
  if (rule !== undefined) throw urlRefusal(text, rule.what, rule.remedy);
}

/**
 * Reads the TCP port of a URL. Source: RFC 3986, 3.2.3.
 * @param text the URL, for messages
 * @param digits what is behind the colon, if anything does
 * @param standard the scheme's own port
 * @returns a number from 1 to 65535
 * @throws {DeployError} invalid-input where the digits are no port
 */
export function portOf(text: string, digits: string | undefined, standard: number): number {
  if (digits === undefined || digits === '') return standard;
  const port = Number(digits);
  if (/^\d{1,5}$/.test(digits) && port > 0 && port < 65_536) return port;
  throw urlRefusal(text, 'its port is not a number from 1 to 65535');
}
