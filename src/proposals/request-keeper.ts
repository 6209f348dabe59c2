// Keeps the one open request of a target: opened, up to date, or closed.
import { DeployError } from '../errors.ts';
import type { Annotation, PullRequest, RequestHost } from '../hosts/pull-requests.ts';
import type { ApiBudget } from './api-budget.ts';
import type { BranchWords } from './branch-words.ts';
import type { ProposedBranch } from './proposed.ts';
import type { RequestText } from './request-text.ts';
import { isAt, RequestWriter } from './request-writer.ts';

/** What a request is to be, and who hears of it. */
export interface KeeperOptions {
  readonly host: RequestHost;
  readonly budget: ApiBudget;
  readonly isDraft: boolean;
  readonly annotations: readonly Annotation[];
  /** Writes title and body of the edit that was made last. */
  readonly textOf: (subject: string) => RequestText;
  readonly log: (line: string) => void;
  readonly warn: (line: string) => void;
}

/** Keeps the request of one target. */
export class RequestKeeper {
  readonly #options: KeeperOptions;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /**
   * Opens the request of a branch, or brings the one that is open up to date.
   * @param subject of the commit
   * @param words says whose words the request is to have
   * @throws {DeployError} permission-denied and others
   */
  async keep(
    { branch, base, result }: ProposedBranch,
    subject: string,
    words: BranchWords,
  ): Promise<PullRequest> {
    const { host, budget, isDraft, textOf, log } = this.#options;
    const draft = { ...textOf(subject), head: branch, base, isDraft };
    const writer = new RequestWriter(host, draft, words);
    const { request, is } = await budget.retry(() => writer.write());
    if (is === 'left') {
      log(`Left ${request.url} as it is: its branch has moved on`);
      return request;
    }
    log(`${is === 'opened' ? 'Opened' : 'Updated'} ${request.url}`);
    await this.#annotate(request, is === 'opened' || result === 'pushed');
    return request;
  }

  /** Finds the request of a branch. */
  find({ branch, base }: Pick<ProposedBranch, 'branch' | 'base'>): Promise<PullRequest | undefined> {
    return this.#options.budget.retry(() => this.#options.host.find(branch, base));
  }

  /** Closes the request of a branch that nobody needs any more; one with work of others stays, also with what came since. */
  async closeFor({ branch, base, commit, isOurs }: ProposedBranch): Promise<void> {
    const { host, budget, log } = this.#options;
    const comment = `Closed, because \`${base}\` holds the wanted value already, or a newer one.`;
    const isNeeded = (open: PullRequest): boolean => !isOurs || !isAt(open, commit);
    const found = await budget.retry(async () => {
      const open = await host.find(branch, base);
      if (open !== undefined && !isNeeded(open)) await host.close(open, comment);
      return open;
    });
    if (found === undefined) return;
    const why = isOurs ? 'its branch has just moved' : 'somebody else has committed to its branch';
    log(isNeeded(found) ? `Left ${found.url} open: ${why}` : `Closed ${found.url}`);
  }

  /** What fails is a warning: the request is there. */
  async #annotate(request: PullRequest, isNewCommit: boolean): Promise<void> {
    const { host, budget, annotations, warn } = this.#options;
    for (const annotation of annotations) {
      if (annotation.names.length === 0) continue;
      await budget
        .retry(() => host.followUp.annotate(request, annotation, isNewCommit))
        .catch((error: unknown) => {
          const why = error instanceof Error ? error.message : String(error);
          const remedy = error instanceof DeployError ? `; ${error.remedy}` : '';
          warn(
            `${why}; the pull request is open without these ${annotation.kind}: ${annotation.names.join(', ')}${remedy}`,
          );
        });
    }
  }
}
