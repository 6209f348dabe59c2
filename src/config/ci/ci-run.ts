// What a CI says of the run, whichever CI it is.

/** The environment of a process. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What a CI says of the commit that was built. */
export interface SourceCommit {
  readonly author: { readonly name: string; readonly email: string } | undefined;
  /** Its message; the first line counts. */
  readonly subject: string | undefined;
  /** In ISO 8601. */
  readonly date: string | undefined;
}

export const unknownCommit: SourceCommit = { author: undefined, subject: undefined, date: undefined };

/** Which run of which pipeline: numbers grow within their scope. */
export interface RunOrder {
  readonly scope: string;
  readonly number: number;
}

/** Which CI this is, and what it says of the run. */
export interface CiRun {
  /** The kind of git host that the CI's projects are on, where it says so. */
  readonly kind:
    | 'github'
    | 'gitlab'
    | 'gitea'
    | 'bitbucket'
    | 'bitbucket-data-center'
    | 'azure-devops'
    | 'none';
  /** How its log folds lines away, and marks warnings. */
  readonly log: 'github' | 'gitlab' | 'azure' | 'buildkite' | 'teamcity' | 'travis' | 'plain';
  /** `https://github.com`, an address that can be read: the host that `owner/name` is resolved on. */
  readonly serverUrl: string | undefined;
  /** The API of that host. */
  readonly apiUrl: string | undefined;
  /** Where GraphQL is, beside that API. */
  readonly graphqlUrl: string | undefined;
  /** The project that the pipeline belongs to, `owner/name`. */
  readonly repository: string | undefined;
  /** The address of that project's repository. */
  readonly repositoryUrl: string | undefined;
  /** The commit that was built, 40 hex digits. */
  readonly commit: string | undefined;
  readonly sourceCommit: SourceCommit;
  /** The branch that was built. */
  readonly branch: string | undefined;
  readonly runUrl: string | undefined;
  /** Where the CI says which number it gives to each run, in the order in which they begin. */
  readonly order: RunOrder | undefined;
  /** A person started this run, or this job of it, on purpose: again, or by hand. */
  readonly isByHand: boolean;
  /** Who started the run, to show to people. */
  readonly actor: string | undefined;
  readonly author: { readonly name: string; readonly email: string };
  /** The token that the CI gives each job, which goes with a user name of its own; a secret. */
  readonly jobToken: string | undefined;
}

/** A run of which nobody says anything; every CI's run is like it except for what that CI says. */
export const unknownRun: CiRun = {
  kind: 'none',
  log: 'plain',
  serverUrl: undefined,
  apiUrl: undefined,
  graphqlUrl: undefined,
  repository: undefined,
  repositoryUrl: undefined,
  commit: undefined,
  sourceCommit: unknownCommit,
  branch: undefined,
  runUrl: undefined,
  order: undefined,
  isByHand: false,
  actor: undefined,
  author: { name: 'gitops-deploy', email: 'gitops-deploy@noreply.invalid' },
  jobToken: undefined,
};

/**
 * Finds the first text that says something: a CI sets many a variable to the empty text.
 * @returns the text without blanks around it
 */
export function firstGiven(...texts: readonly (string | undefined)[]): string | undefined {
  return texts.map((text) => text?.trim()).find((text) => text !== undefined && text !== '');
}

/**
 * Reads an address of the web; what cannot be read as one counts as not given.
 * @param text the value of a variable
 * @returns the address as it stands
 */
export function webAddress(text: string | undefined): string | undefined {
  return text !== undefined && /^https?:/i.test(text) && URL.canParse(text) ? text : undefined;
}

/**
 * Reads the name of a branch out of the full name of a reference.
 * @param ref `refs/heads/main`
 * @returns `main`; `undefined` for a tag and for a merge request's own reference
 */
export function branchOf(ref: string | undefined): string | undefined {
  return /^refs\/heads\/(.+)$/.exec(ref ?? '')?.[1];
}

/**
 * Makes the identity that a commit is made by. A login of github.com has an address there that belongs to it.
 * @param name of a person, or a login
 * @param email of the same person
 * @param server where the name is a login
 * @returns name and address; the product's own identity where nobody is named
 */
export function identityOf(
  name: string | undefined,
  email: string | undefined,
  server: string | undefined,
): CiRun['author'] {
  if (name === undefined) return unknownRun.author;
  const isLogin = server === 'https://github.com' && /^[\w-]+$/.test(name);
  return { name, email: email ?? (isLogin ? `${name}@users.noreply.github.com` : unknownRun.author.email) };
}

/**
 * Makes a person of a name and an address.
 * @param name of a person, or a login
 * @param email of the same person
 * @returns `undefined` where one of them is absent
 */
export function personOf(name: string | undefined, email: string | undefined): SourceCommit['author'] {
  const [given, address] = [firstGiven(name), firstGiven(email)];
  return given === undefined || address === undefined ? undefined : { name: given, email: address };
}
