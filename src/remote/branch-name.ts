// The name of a branch, checked before anything is sent.
import { DeployError } from '../errors.ts';

interface Rule {
  readonly broken: RegExp;
  readonly what: string;
}

/** Source: git-check-ref-format(1) with --branch; the first rule that is broken makes the message. */
const rules: readonly Rule[] = [
  { broken: /^$/, what: 'it is empty' },
  { broken: /^-/, what: 'it starts with "-" and reads as an option' },
  { broken: /^\+/, what: 'it starts with "+" and reads as a forced push' },
  { broken: /[\s\p{Cc}]/u, what: 'it holds a space or a control character' },
  { broken: /[~^:?*[\\]/, what: 'it holds one of ~ ^ : ? * [ \\' },
  { broken: /\.\./, what: 'it holds ".."' },
  { broken: /@\{|^@$/, what: 'it holds "@{" or is "@"' },
  { broken: /^\/|\/\/|\/$/, what: 'one of its parts is empty' },
  { broken: /(?:^|\/)\./, what: 'one of its parts starts with "."' },
  { broken: /\.lock(?:\/|$)/i, what: 'one of its parts ends with ".lock"' },
  { broken: /\.$/, what: 'it ends with "."' },
  { broken: /^HEAD$/, what: 'it is not a branch but a pointer to one' },
];

/**
 * Finds what is wrong with the name of a branch.
 * @param name `main` or `release/1.2`, without `refs/heads/`
 * @returns the end of a sentence; `undefined` where git allows the name
 */
export function branchProblem(name: string): string | undefined {
  if (/^refs\/heads\/./.test(name)) return 'it is the full name of a reference';
  return rules.find(({ broken }) => broken.test(name))?.what;
}

/**
 * Checks the name of a branch.
 * @param name `main` or `release/1.2`, without `refs/heads/`
 * @returns the name as it was given
 * @throws {DeployError} invalid-input where git allows no branch of that name
 */
export function checkBranch(name: string): string {
  const full = /^refs\/heads\/(.+)$/.exec(name)?.[1];
  const what = branchProblem(name);
  if (what === undefined) return name;
  throw new DeployError(
    'invalid-input',
    `Cannot use branch "${name.replace(/\p{C}/gu, '\u{FFFD}').slice(0, 200)}": ${what}`,
    full === undefined
      ? 'write the branch as "git branch" shows it, or leave it out for the default branch'
      : `write "${full.replace(/\p{C}/gu, '\u{FFFD}').slice(0, 200)}"`,
  );
}
