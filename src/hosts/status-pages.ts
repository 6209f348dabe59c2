// The statuses of commits, page by page, and asked for again only where they have changed.
import type { CommitStatus } from './commit-statuses.ts';

/** One page of a list of statuses. */
export interface StatusPage {
  readonly statuses: readonly CommitStatus[];
  /** Whether the list may go on. */
  readonly hasNext: boolean;
  /** https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3; `undefined` where the host has none. */
  readonly etag: string | undefined;
}

/**
 * Asks for a page, from 1.
 * @param etag of the answer before; `undefined`: there was none
 * @returns `unchanged` where the page is the same still
 */
export type AskPage = (page: number, etag: string | undefined) => Promise<StatusPage | 'unchanged'>;

/** Nobody writes more statuses about one commit than these pages hold. */
const mostPages = 10;

/** The pages of lists that were read, each with what it was answered with. */
export class StatusPages {
  readonly #kept = new Map<string, StatusPage>();

  /**
   * Reads a list to its end.
   * @param list by which it is kept: what is asked for, and of which commit
   * @returns all of its statuses
   */
  async all(list: string, ask: AskPage): Promise<readonly CommitStatus[]> {
    const statuses: CommitStatus[] = [];
    for (let page = 1; page <= mostPages; page += 1) {
      const key = `${list} ${page}`;
      const kept = this.#kept.get(key);
      const answer = await ask(page, kept?.etag);
      const read = answer === 'unchanged' ? kept : answer;
      if (read === undefined) break;
      this.#kept.set(key, read);
      statuses.push(...read.statuses);
      if (!read.hasNext) break;
    }
    return statuses;
  }
}
