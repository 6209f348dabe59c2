// Writes the title and the body of a request, while other runs may push its branch and write them too.
import type { PullRequest, RequestDraft, RequestHost } from '../hosts/pull-requests.ts';
import type { BranchWords, NewestCommit } from './branch-words.ts';
import { commitText } from './request-text.ts';

/** A branch that moves on so often while its request is written is left to the runs that move it. */
const mostMoves = 5;

/** A request with its words; `left`: they are another run's. */
interface WrittenRequest {
  readonly request: PullRequest;
  readonly is: 'opened' | 'updated' | 'left';
}

/**
 * Writes the words of one request. No host takes them only on condition that the branch has not moved. So whoever has written
 * looks at the branch once more; where another run's commit is the newest by then, its words may be lost under ours, and
 * what the commit says of itself takes their place.
 */
export class RequestWriter {
  readonly #host: Pick<RequestHost, 'find' | 'save'>;
  readonly #draft: RequestDraft;
  readonly #branch: BranchWords;
  /** What we have said last, as far as the host has told. */
  #said: Pick<RequestDraft, 'title' | 'body'>;
  #isOpened = false;
  /** Something may have been written after the last look at the branch. */
  #isUnseen = false;

  /** @param draft in our words */
  constructor(host: Pick<RequestHost, 'find' | 'save'>, draft: RequestDraft, branch: BranchWords) {
    this.#host = host;
    this.#draft = draft;
    this.#said = draft;
    this.#branch = branch;
  }

  /**
   * Opens the request, or brings the one that is open up to date. After a failure it may be called again: the request is looked
   * for first, so that none is opened twice.
   * @throws {DeployError} permission-denied and others
   */
  async write(): Promise<WrittenRequest> {
    for (let moves = 0; ; moves += 1) {
      const open = await this.#host.find(this.#draft.head, this.#draft.base);
      const newest = await this.#newestFor(open);
      const isOurs = newest !== undefined && this.#branch.isOurs(newest);
      const words = isOurs ? this.#draft : this.#wordsOf(newest);
      if (open !== undefined && !isOurs && (words === undefined || !this.#isSaid(open)))
        return this.#written(open, isOurs);
      const request = await this.#save(words ?? this.#draft, open);
      if (moves === mostMoves || (await this.#isStill(newest))) return this.#written(request, isOurs);
    }
  }

  #written(request: PullRequest, isOurs: boolean): WrittenRequest {
    if (this.#isOpened) return { request, is: 'opened' };
    return { request, is: isOurs ? 'updated' : 'left' };
  }

  /** Says whether what was written is right for the branch as it is now. */
  async #isStill(newest: NewestCommit | undefined): Promise<boolean> {
    return !this.#isUnseen || (await this.#branch.newest())?.id === newest?.id;
  }

  #wordsOf(newest: NewestCommit | undefined): RequestDraft | undefined {
    return newest?.message === undefined ? undefined : { ...this.#draft, ...commitText(newest.message) };
  }

  /** The host tells it where it knows the branch at our commit; that may be old, and after a write git is asked. */
  async #newestFor(open: PullRequest | undefined): Promise<NewestCommit | undefined> {
    const { commit, newest } = this.#branch;
    const isKnown = commit !== undefined && open !== undefined && isAt(open, commit);
    return isKnown && !this.#isUnseen ? { id: commit, message: undefined } : newest();
  }

  async #save(words: RequestDraft, open: PullRequest | undefined): Promise<PullRequest> {
    const wasUnseen = this.#isUnseen;
    // Where the answer is lost, it may be written all the same.
    this.#isUnseen = true;
    this.#said = words;
    const request = await this.#host.save(words, open);
    this.#isUnseen = wasUnseen || request !== open;
    this.#said = request;
    this.#isOpened ||= open === undefined;
    return request;
  }

  /** Hosts trim a body, and some end its lines in their own way. */
  #isSaid({ title, body }: PullRequest): boolean {
    const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();
    return title === this.#said.title && plain(body) === plain(this.#said.body);
  }
}

/**
 * Says whether a host knows the branch of a request at a commit; it may abbreviate the commit, or not say it.
 * @param commit 40 hex digits
 * @returns false where the host does not say it
 */
export function isAt(open: PullRequest, commit: string): boolean {
  return open.commit !== '' && commit.startsWith(open.commit);
}
