// Who a commit is by, `Name <mail>`, and the ways in which people write that otherwise.
import { invalidValue } from './input-problem.ts';

/**
 * Reads an author or a committer, `Name <mail>` as git writes it.
 * @param text the input as it is given
 * @param role what it is for, in an error
 * @returns name and mail address
 * @throws {DeployError} invalid-input, with the text as it is meant where that can be told
 */
export function parseIdentity(
  text: string,
  role: 'author' | 'committer' = 'author',
): { readonly name: string; readonly email: string } {
  const [, name, email] = /^([^<>\n]*[^<>\s])\s*<([^<>\s]+)>$/.exec(text) ?? [];
  if (name === undefined || email === undefined) throw notAnIdentity(text, role);
  const mistake = mistakes.find(({ isIn }) => isIn(name, email));
  if (mistake !== undefined) throw notAnIdentity(text, role, mistake.what);
  return { name, email };
}

const quotes = /^(?:".*"|'.*'|`.*`|“.*”|„.*[“”]|«.*»)$/;

/** Git would take these as they stand. */
const mistakes: readonly {
  readonly isIn: (name: string, email: string) => boolean;
  readonly what: string;
}[] = [
  { isIn: (name) => quotes.test(name), what: 'has quotes around the name, which would be a part of it' },
  { isIn: (_, email) => /^mailto:/i.test(email), what: 'has "mailto:" before the mail address' },
  {
    isIn: (name, email) => /^\S+@\S+$/.test(name) && !email.includes('@'),
    what: 'has name and mail address the wrong way round',
  },
];

function notAnIdentity(
  text: string,
  role: 'author' | 'committer',
  what = role === 'author' ? 'is not an author' : 'is not a committer',
) {
  const emails = text.match(/[^\s<>()[\]"'`“”«»,;:&]+@[^\s<>()"'`“”«»,;&]+/g) ?? [];
  const [email, second] = emails;
  if (second !== undefined && second !== email)
    return invalidValue(
      `names several people, and a commit has one ${role}`,
      'write one, like "Deploy Bot <bot@example.com>"',
    );
  const rest = text
    .replace(email ?? '', ' ')
    .replaceAll(/mailto:|&[lg]t;|[<>()"`“”„«»,;]|(?<!\w)'|'(?!\w)/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (email === undefined && rest === '')
    return invalidValue(what, 'write it like "Deploy Bot <bot@example.com>"');
  return invalidValue(what, `write "${rest || 'Deploy Bot'} <${email ?? 'bot@example.com'}>"`);
}
