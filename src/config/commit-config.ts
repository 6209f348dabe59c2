// What the commit looks like: who makes it, what it says, and the trailers that the user adds.
import { inputName } from '../wording.ts';
import type { CiRun } from './ci/ci-run.ts';
import type { GitIdentities, PartialIdentity } from './git-variables.ts';
import { parseIdentity } from './identity.ts';
import { invalidValue } from './input-problem.ts';
import type { InputReader } from './input-reader.ts';
import { type DeployTemplate, deployWords, parseTemplate } from './template.ts';

type Identity = CiRun['author'];

/** A line at the end of the message, `Key: value`. */
interface GivenTrailer {
  readonly key: string;
  readonly value: string;
}

/** What the commit looks like. */
export interface CommitConfig {
  readonly author: Identity;
  readonly committer: Identity;
  /** Makes the commit's subject, and the lines behind it. */
  readonly message: DeployTemplate | undefined;
  readonly trailers: readonly GivenTrailer[];
  /** Go along with every push. */
  readonly pushOptions: readonly string[];
}

/**
 * Reads what the commit looks like. An input wins over git's variables, and those over the CI; who commits is the author,
 * where nobody says otherwise.
 * @returns the identities, the message and the trailers
 */
export function readCommit(reader: InputReader, ci: CiRun, git: GitIdentities): CommitConfig {
  const author = reader.parsed('author', (text) => parseIdentity(text)) ?? filledUp(git.author, ci.author);
  const committer =
    reader.parsed('committer', (text) => parseIdentity(text, 'committer')) ?? filledUp(git.committer, author);
  const trailers = reader.parsedList('trailers', parseTrailer);
  const signOff = { key: 'Signed-off-by', value: `${plain(committer.name)} <${plain(committer.email)}>` };
  const hasIt = trailers.some(({ key, value }) => sameKey(key, signOff.key) && value === signOff.value);
  return {
    author,
    committer,
    message: reader.parsed('message', (text) => parseTemplate(text, deployWords, withoutLineEnds)),
    trailers: reader.isOn('sign-off') && !hasIt ? [...trailers, signOff] : trailers,
    pushOptions: reader.parsedList('push-options', parsePushOption),
  };
}

/** More than this no option of a host takes, characters. */
const longestOption = 4096;

/** One option is one line of text: gitprotocol-pack, "push-options". */
function parsePushOption(text: string): string {
  if (/\p{C}/u.test(text))
    throw invalidValue('has a character that cannot be printed', 'write one option per line, like "ci.skip"');
  if (text.length <= longestOption) return text;
  throw invalidValue(`is longer than ${longestOption} characters`, 'write a shorter one');
}

function filledUp({ name, email }: PartialIdentity, other: Identity): Identity {
  return { name: name ?? other.name, email: email ?? other.email };
}

/**
 * Reads a trailer, `Key: value`, with a key as git has them.
 * @param text one line of the input
 * @returns its key and its value
 * @throws {DeployError} invalid-input, also for a key of our own: it says where the deploy comes from
 */
function parseTrailer(text: string): GivenTrailer {
  const example = 'write KEY: VALUE, like "Reviewed-by: Jo Doe <jo@example.com>"';
  const [, key = '', value = ''] = /^([A-Za-z0-9][A-Za-z0-9-]*)\s*:(?!\/\/)\s*(.*)$/.exec(text) ?? [];
  if (key === '')
    throw invalidValue('is not a trailer', `${example}; a key has only letters, digits and "-"`);
  if (value === '') throw invalidValue('has no value behind the colon', example);
  if (/^deploy-/i.test(key))
    throw invalidValue(
      'has a key that is gitops-deploy\'s own, "Deploy-..."',
      `choose another key; ${inputName('source')} and ${inputName('run-url')} say where the deploy comes from`,
    );
  return { key, value };
}

const sameKey = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const plain = (text: string): string => text.replace(/[<>]/g, '');

/** A value stays within its line: it begins no paragraph and no trailer. */
const withoutLineEnds = (value: string): string => value.replace(/[\r\n]+/g, ' ');
