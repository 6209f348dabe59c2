// Git's own variables of who commits: https://git-scm.com/docs/git#_git_commits
import { variableIn } from './unreplaced-variable.ts';
import { nonEmpty, type Variables } from './variables.ts';

/** Name and address, as far as they are given. */
export interface PartialIdentity {
  readonly name: string | undefined;
  readonly email: string | undefined;
}

/** Who git is told to commit as. */
export interface GitIdentities {
  readonly author: PartialIdentity;
  readonly committer: PartialIdentity;
}

/**
 * Reads who git is told to commit as. The times of git's variables are not read: a deploy happens when it happens.
 * @returns names and addresses; what git would refuse, and a variable that nothing replaced, counts as not given
 */
export function readGitIdentities(variables: Variables): GitIdentities {
  const read = (name: string) => identityPart(variables[name]);
  return {
    author: { name: read('GIT_AUTHOR_NAME'), email: read('GIT_AUTHOR_EMAIL') },
    committer: { name: read('GIT_COMMITTER_NAME'), email: read('GIT_COMMITTER_EMAIL') },
  };
}

function identityPart(text: string | undefined): string | undefined {
  // Git drops these, and refuses what is empty without them: ident.c
  const clean = nonEmpty(text?.replace(/[<>\p{Cc}]/gu, ''))?.trim();
  return clean === undefined || variableIn(clean) !== undefined ? undefined : clean;
}
