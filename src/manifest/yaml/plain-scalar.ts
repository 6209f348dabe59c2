// What YAML readers make of a bare value. A config repository is read by Go (yaml.v2 and v3, sigs.k8s.io/yaml),
// JavaScript, Python and others, under YAML 1.1 and 1.2; a value is bare by consensus or not at all.

// https://yaml.org/type/bool.html, https://yaml.org/type/null.html, https://yaml.org/type/merge.html and value.html
const words = /^(?:y|n|yes|no|on|off|true|false|null|~|<<|=)$/i;

// Go's parser drops every underscore before it looks, Ruby's the commas: the grammars below see a text without.
const separators = /[_,]/g;
// Leading zeros (octal to YAML 1.1), `1.`, `.5` and the lone `.` (a float to the letter of YAML 1.1) are in.
const decimal = /^[-+]?(?:\d+\.?\d*|\.\d*)(?:e[-+]?\d+)?$/i;
// The yaml library (YAML 1.1) takes an exponent alone for a number: the commit id `e123456` is NaN to it.
const exponent = /^[-+]?e[-+]?\d+$/i;
const otherBase = /^[-+]?0(?:x[\da-f.]+(?:p[-+]?\d+)?|o[0-7]+|b[01]+)$/i;
const notFinite = /^(?:[-+]?\.inf|\.nan|[-+](?:inf|infinity|nan))$/i;
// `12:30:45` is 45045 to YAML 1.1, seconds in base 60.
const sexagesimal = /^[-+]?\d+(?::\d{1,2})+(?:\.\d*)?$/;
const timestamp =
  /^\d{4}-\d\d?-\d\d?(?:(?:t|[ \t]+)\d\d?:\d\d?:\d\d?(?:\.\d*)?(?:[ \t]*(?:z|[-+]\d\d?(?::?\d\d)?))?)?$/i;

/**
 * Says whether every reader takes a bare text for that string, as far as its type goes.
 * @param text the scalar's text
 * @returns `false` for what some reader takes for a number, a boolean, a date or null
 */
export function readsAsString(text: string): boolean {
  if (text === '' || words.test(text) || notFinite.test(text) || timestamp.test(text)) return false;
  // With another letter in front no reader starts to look for a number.
  if (!/^[-+\d.e]/i.test(text)) return true;
  const digits = text.replace(separators, '');
  return ![decimal, exponent, otherBase, sexagesimal].some((grammar) => grammar.test(digits));
}

/**
 * Says whether a text may stand bare, whatever type it then has: no indicator, comment mark or line end in it.
 * @param text the scalar's text
 * @param inFlow in `[]` or `{}`, where commas and brackets end a bare value
 * @returns whether it needs no quotes
 */
export function fitsBare(text: string, inFlow: boolean): boolean {
  if (!isOneLine(text) || text !== text.trim() || text.includes('\t')) return false;
  if (/^(?:[?:,[\]{}#&*!|>'"%@`]|-(?:\s|$)|---|\.\.\.)/.test(text)) return false;
  if (/:(?:\s|$)|\s#/.test(text)) return false;
  return !inFlow || !/[,[\]{}]/.test(text);
}

/**
 * Says whether quotes of one line hold a text without an escape: nothing that breaks a line, nothing unprintable.
 * @param text the scalar's text
 * @returns whether they do
 */
export function isOneLine(text: string): boolean {
  return text !== '' && !unprintable.test(text);
}

// Everything outside c-printable, and what some readers take for a line end or drop as a byte order mark:
// https://yaml.org/spec/1.2.2/#51-character-set
const unprintable = /[^\t\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|\p{Surrogate}/u;
