// Compares a commit object with what is meant: parent, author, committer, message, signature, and nothing else.
import type { CommitObject } from 'isomorphic-git';
import type { Identity } from '../objects/commit.ts';
import { plainMessage, plainName } from '../objects/commit.ts';

/** A commit as it is meant, except for its files. */
export interface IntendedCommit {
  readonly parent: string;
  readonly author: Identity;
  readonly committer: Identity;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly message: string;
  /** Says whether a signature is the right one for the commit without it; `undefined`: there is to be none. */
  readonly isSigned: ((payload: Uint8Array, signature: string) => boolean) | undefined;
}

/**
 * Finds whether a commit says what is meant.
 * @param commit as the second reader reads it
 * @param data the bytes of it, for what that reader changes: it drops carriage returns, and newlines around the message
 * @throws {Error} for the first difference
 */
export function checkCommit(commit: CommitObject, data: Buffer, meant: IntendedCommit): void {
  const { tree: _, parent, author, committer, message, gpgsig, ...others } = commit;
  const [other] = Object.keys(others);
  if (other !== undefined) throw new Error(`the header "${other}" was not meant`);
  if (parent.length !== 1 || parent[0] !== meant.parent) throw new Error('the parent is another one');
  if (!isBy(author, meant.author, meant.time)) throw new Error('the author, or the time, is another one');
  if (!isBy(committer, meant.committer, meant.time))
    throw new Error('the committer, or the time, is another one');
  const text = Buffer.from(plainMessage(meant.message));
  if (message !== asRead(text.toString()) || !bodyOf(data).equals(text))
    throw new Error('the message is another one');
  checkSignature(gpgsig, data, meant);
}

/** Half a character becomes another one in UTF-8, so that names are compared as bytes. */
function isBy(who: CommitObject['author'] | undefined, meant: Identity, time: number): boolean {
  if (who === undefined) return false;
  const isNamed = (read: string, name: string) => Buffer.from(plainName(name)).equals(Buffer.from(read));
  const isThen = who.timestamp === Math.floor(time / 1000) && who.timezoneOffset === 0;
  return isThen && isNamed(who.name, meant.name) && isNamed(who.email, meant.email);
}

/** What isomorphic-git makes of a message. */
function asRead(message: string): string {
  return `${message.replaceAll('\r', '').replace(/^\n+|\n+$/g, '')}\n`;
}

function bodyOf(data: Buffer): Buffer {
  return data.subarray(data.indexOf('\n\n') + 2);
}

function checkSignature(gpgsig: string | undefined, data: Buffer, { isSigned }: IntendedCommit): void {
  if (isSigned === undefined) {
    if (gpgsig !== undefined) throw new Error('it is signed, which was not meant');
    return;
  }
  if (gpgsig === undefined) throw new Error('it is not signed');
  const header = Buffer.from(`\ngpgsig ${gpgsig.replaceAll('\n', '\n ')}\n`);
  const at = data.indexOf(header);
  // The newline that ends the header before stays.
  const payload = Buffer.concat([data.subarray(0, at + 1), data.subarray(at + header.length)]);
  if (at < 0 || !isSigned(payload, gpgsig)) throw new Error('its signature is not the right one');
}
