// Keeps the one open request of a target: opened, up to date, or closed.
import { DeployError } from '../errors.ts';
import type { Annotation, PullRequest, RequestHost } from '../hosts/pull-requests.ts';
import type { ApiBudget } from './api-budget.ts';
import type { ProposedBranch } from './proposed.ts';
import type { RequestText } from './request-text.ts';

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
   * Opens the request of a branch, or brings the one that is open up to date. It is looked for before each try, so that
   * none is opened twice; the words of one whose branch is another run's by now are that run's.
   * @param subject of the commit
   * @param isTip says whether our branch is at our commit
   * @throws {DeployError} permission-denied and others
   */
  async keep(
    { branch, base, commit, result }: ProposedBranch,
    subject: string,
    isTip: () => Promise<boolean>,
  ): Promise<PullRequest> {
    const { host, budget, isDraft, textOf, log } = this.#options;
    const draft = { ...textOf(subject), head: branch, base, isDraft };
    const isOvertaken = async (open: PullRequest): Promise<boolean> =>
      !isAt(open, commit) && !(await isTip());
    const { request, isNew, isOthers } = await budget.retry(async () => {
      const open = await host.find(branch, base);
      if (open !== undefined && (await isOvertaken(open)))
        return { request: open, isNew: false, isOthers: true };
      return { request: await host.save(draft, open), isNew: open === undefined, isOthers: false };
    });
    if (isOthers) {
      log(`Left ${request.url} as it is: its branch has moved on`);
      return request;
    }
    log(`${isNew ? 'Opened' : 'Updated'} ${request.url}`);
    await this.#annotate(request, isNew || result === 'pushed');
    return request;
  }

  /** Finds the request of a branch that was not changed, whose words are another run's; where there is none, opens one. */
  findOrOpen({ branch, base }: ProposedBranch, subject: string): Promise<PullRequest> {
    const { host, budget, isDraft, textOf } = this.#options;
    const draft = { ...textOf(subject), head: branch, base, isDraft };
    return budget.retry(async () => (await host.find(branch, base)) ?? host.save(draft, undefined));
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

/** A host may abbreviate the commit, or not say it. */
function isAt(open: PullRequest, commit: string): boolean {
  return open.commit !== '' && commit.startsWith(open.commit);
}
