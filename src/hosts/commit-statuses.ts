// The port behind which each host keeps what others say about a commit: statuses, and check runs where it has them.
import { fieldOf } from '../json-field.ts';

/** What somebody, such as a GitOps agent, says about a commit. */
export interface CommitStatus {
  /** GitHub's and Gitea's context, GitLab's and Bitbucket's name: `kustomization/apps/0c9c2e41`. */
  readonly name: string;
  readonly state: 'pending' | 'success' | 'failure';
  /** Object id of the commit that it is about. */
  readonly commit: string;
  /** When it was written, by the host's clock, milliseconds since 1970. */
  readonly at: number;
  /** In the writer's words: `reconciliation succeeded`. */
  readonly description: string;
  /** A page of the writer's. */
  readonly url: string | undefined;
}

/** The statuses of the commits of one repository. */
export interface CommitStatuses {
  /**
   * Reads all that was said about a commit, earlier statuses of the same name included where the host keeps them.
   * @param commit object id
   * @returns the statuses, in any order
   */
  of(commit: string): Promise<readonly CommitStatus[]>;
}

/** A state in the words of a host; `undefined`: the status says nothing about how it went. */
export type StateWords = Readonly<Record<string, CommitStatus['state'] | undefined>>;

/** No host keeps more letters of a name or a description, and of an address; what is longer would fill the log. */
const [mostLetters, mostOfUrl] = [1000, 2000];

/** The fields of a status as a host gives them: of their values nothing is known. */
interface StatusFields {
  readonly name: unknown;
  readonly description: unknown;
  readonly url: unknown;
}

/**
 * Makes a status of what a host gives.
 * @param commit object id
 * @param state `undefined`: a state that says nothing about how it went
 * @param at milliseconds since 1970
 * @returns `undefined` where it has no name, or says nothing
 */
export function readStatus(
  commit: string,
  state: CommitStatus['state'] | undefined,
  at: number,
  fields: StatusFields,
): CommitStatus | undefined {
  const name = textOf(fields.name)?.slice(0, mostLetters);
  if (state === undefined || name === undefined) return undefined;
  const description = textOf(fields.description)?.slice(0, mostLetters) ?? '';
  const url = textOf(fields.url);
  return { name, state, commit, at, description, url: (url?.length ?? 0) > mostOfUrl ? undefined : url };
}

/**
 * Reads the latest of the times that a host gives as ISO dates.
 * @param each status
 * @param fields that hold a time, or nothing
 * @returns milliseconds since 1970; 0 where there is none
 */
export function latestOf(each: unknown, ...fields: readonly string[]): number {
  return Math.max(...fields.map((field) => timeOf(fieldOf(each, field))));
}

function timeOf(value: unknown): number {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? 0 : time;
}

/**
 * Reads a text that a host gives.
 * @returns `undefined` for whatever is no text, and for an empty one
 */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
