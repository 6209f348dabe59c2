// What is known of a run before its files are read, and what it is for.

/** Why the values change. */
export type Purpose = 'deploy' | 'rollback' | 'promotion' | 'hold' | 'release';

/** What is known of a deploy before its files are read. */
export interface RunWords {
  /** Paths and globs. */
  readonly files: readonly string[];
  readonly repository: string | undefined;
  readonly commit: string | undefined;
  readonly actor: string | undefined;
  /** The environment, where the user names it. */
  readonly environment: string | undefined;
  readonly purpose: Purpose;
  /** What the versions were for before, of a promotion. */
  readonly promotedFrom: string | undefined;
  /** Why deploys are held, where they are. */
  readonly reason: string | undefined;
}

/** A run of which nothing is known. */
export const unknownRunWords: RunWords = {
  files: [],
  repository: undefined,
  commit: undefined,
  actor: undefined,
  environment: undefined,
  purpose: 'deploy',
  promotedFrom: undefined,
  reason: undefined,
};
