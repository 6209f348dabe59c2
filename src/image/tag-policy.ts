// A rule that says which tag of a repository is the newest, as Flux's ImagePolicy has it.

/** What tags are ordered by. */
export type TagOrdering =
  /** Versions of https://semver.org in a range; `v1.2.3` is one too. */
  | { readonly by: 'semver'; readonly range: string }
  /** `isDescending`: the first one counts as the newest. */
  | { readonly by: 'alphabetical' | 'numerical'; readonly isDescending: boolean }
  /** Runs of digits as numbers, the rest by its letters: dates and counters in one. */
  | { readonly by: 'natural' };

/** Which tags count, and what of them. */
export interface TagPattern {
  /** A regular expression of RE2: https://github.com/google/re2/wiki/Syntax */
  readonly text: string;
  /** The named group that tags are ordered by; `undefined`: the whole tag. */
  readonly group: string | undefined;
}

/** Which tag of a repository is the newest. */
export interface TagPolicy {
  /** As the user wrote it. */
  readonly text: string;
  readonly ordering: TagOrdering;
  readonly pattern: TagPattern | undefined;
}
