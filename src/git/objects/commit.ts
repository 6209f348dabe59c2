// Commits: what is read out of one, and how a new one is made.
import { damagedObject } from './damaged-object.ts';
import { type GitObject, type NamedObject, nameObject } from './objects.ts';

/** Who commits; the time comes from the clock. */
export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** What of a commit matters here. */
export interface ParsedCommit {
  readonly tree: string;
  /** Object ids, 40 hex digits each. */
  readonly parents: readonly string[];
  readonly author: Identity;
  /** When it was written first, milliseconds since 1970; an amended commit keeps it. */
  readonly authorDate: number;
  /** When it was committed, milliseconds since 1970; 0 where the commit does not say it. */
  readonly date: number;
  readonly message: string;
}

/**
 * Reads a commit. Source: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_git_commit_objects
 * @param object the commit as git stores it
 * @returns its parts
 * @throws {DamagedObjectError} for one without a tree, or with ids that are none
 */
export function parseCommit(object: GitObject): ParsedCommit {
  const text = object.data.toString('utf8');
  const end = text.indexOf('\n\n');
  const headers = (end < 0 ? text : text.slice(0, end)).split('\n');
  const values = new Map<string, string[]>();
  for (const line of headers) {
    const [name, value] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
    const others = values.get(name);
    if (others === undefined) values.set(name, [value]);
    else others.push(value);
  }
  const [tree] = values.get('tree') ?? [];
  if (tree === undefined) throw damagedObject(object, 'is a commit without a tree');
  const parents = values.get('parent') ?? [];
  if (![tree, ...parents].every(isObjectId))
    throw damagedObject(object, 'is a commit whose tree or parent has no id of 40 digits');
  const { name, email, date: authorDate } = parseSignature(values.get('author')?.[0]);
  const { date } = parseSignature(values.get('committer')?.[0]);
  return {
    tree,
    parents,
    author: { name, email },
    authorDate,
    date,
    message: end < 0 ? '' : text.slice(end + 2),
  };
}

const isObjectId = (text: string): boolean => /^[0-9a-f]{40}$/.test(text);

/** Of a Date, milliseconds: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const longestTime = 8.64e15;

/** `Name <email> 1700000000 +0100`; git has written worse ones, and reads them. */
function parseSignature(text = ''): Identity & { readonly date: number } {
  const [, name = '', email = '', seconds = '0'] = /^(.*?)\s*<([^>]*)>(?:\s+(-?\d+))?/.exec(text) ?? [];
  const date = Number(seconds) * 1000;
  return { name, email, date: Math.abs(date) <= longestTime ? date : 0 };
}

/** What a new commit is to hold. */
export interface NewCommit {
  readonly tree: string;
  readonly parent: string;
  readonly author: Identity;
  readonly committer: Identity;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Gives the commit's text back with a signature in it. */
  readonly sign: ((text: string) => string) | undefined;
}

/**
 * Makes a commit, with the time in UTC.
 * @param commit what it is to hold
 * @returns the commit and its id
 */
export function makeCommit({ tree, parent, author, committer, message, time, sign }: NewCommit): NamedObject {
  const who = ({ name, email }: Identity) =>
    `${plainName(name)} <${plainName(email)}> ${Math.floor(time / 1000)} +0000`;
  const headers = [
    `tree ${tree}`,
    `parent ${parent}`,
    `author ${who(author)}`,
    `committer ${who(committer)}`,
  ];
  const text = `${headers.join('\n')}\n\n${plainMessage(message)}`;
  return nameObject({ type: 'commit', data: Buffer.from(sign ? sign(text) : text) });
}

/**
 * Tells whether a message holds the trailer `Deploy-Id: <id>`.
 * @param message of a commit
 * @param id of a deploy
 * @returns whether it does
 */
export function hasDeployId(message: string, id: string): boolean {
  return hasLine(message, `Deploy-Id: ${id}`);
}

/**
 * Tells whether a message holds a trailer, by its whole line.
 * @param message of a commit
 * @param trailer as `Deploy-Id: 1`
 * @returns whether it does
 */
export function hasLine(message: string, trailer: string): boolean {
  return message.includes(trailer) && message.split('\n').some((line) => line.trimEnd() === trailer);
}

/**
 * Gives a message as a commit holds it: without NUL, which ends it for git, and with one newline at its end.
 * @param text the message
 * @returns the text after the headers and the empty line
 */
export function plainMessage(text: string): string {
  return `${text.replaceAll('\0', '').trimEnd()}\n`;
}

/**
 * Gives a name or address without what would end it, for git (ident.c) or for readers that take U+2028 for a new line.
 * @param text the name or address of a person
 * @returns what a commit holds of it
 */
export function plainName(text: string): string {
  return text.replace(/[<>\p{Cc}\p{Zl}\p{Zp}]/gu, '').trim();
}
