import type { Identity } from '../types.ts';
import { type GitObject, type NamedObject, nameObject } from './objects.ts';

/** What of a commit matters here. */
export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
}

/** Source: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_git_commit_objects */
export function parseCommit({ data }: GitObject): Commit {
  const text = data.toString('utf8');
  const end = text.indexOf('\n\n');
  const headers = (end < 0 ? text : text.slice(0, end)).split('\n');
  const values = (name: string) =>
    headers.flatMap((line) => (line.startsWith(`${name} `) ? [line.slice(name.length + 1)] : []));
  const [tree] = values('tree');
  if (tree === undefined) throw new RangeError('A commit has no tree');
  return { tree, parents: values('parent'), message: end < 0 ? '' : text.slice(end + 2) };
}

export interface NewCommit {
  readonly tree: string;
  readonly parent: string;
  readonly author: Identity;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Gives the commit's text back with a signature in it. */
  readonly sign?: ((text: string) => string) | undefined;
}

/** Author and committer are one; the time is in UTC. */
export function makeCommit({ tree, parent, author, message, time, sign }: NewCommit): NamedObject {
  const who = `${plainName(author.name)} <${plainName(author.email)}> ${Math.floor(time / 1000)} +0000`;
  const headers = [`tree ${tree}`, `parent ${parent}`, `author ${who}`, `committer ${who}`];
  const text = `${headers.join('\n')}\n\n${plainMessage(message)}`;
  return nameObject({ type: 'commit', data: Buffer.from(sign ? sign(text) : text) });
}

/** Whether the message holds the trailer `Deploy-Id: <id>`. */
export function hasDeployId({ message }: Pick<Commit, 'message'>, id: string): boolean {
  return message.split('\n').some((line) => line.trimEnd() === `Deploy-Id: ${id}`);
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
