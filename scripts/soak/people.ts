// What people do with the requests of one target while pipelines work: merge, close, commit to the branch, tidy up.
import type { BareRepository } from '../../testing/bare-repository.ts';
import { type HeldRequest, mergeInto } from '../../testing/github-pull.ts';
import type { GitHubRequestsServer } from '../../testing/github-requests.ts';
import type { Random } from './random.ts';

/** How often each of their acts comes; the rest are commits to the base. */
const acts = { merge: 0.35, close: 0.15, commit: 0.25 };

/** The people who review one target; one act after the other. */
export class People {
  readonly closed: number[] = [];
  /** Their commits that have to stay. */
  work: string[] = [];
  readonly #repository: BareRepository;
  readonly #host: GitHubRequestsServer;
  readonly #random: Random;
  readonly #name: string;
  #acts = 0;

  /** @param name the last segment of the target's image */
  constructor(repository: BareRepository, host: GitHubRequestsServer, random: Random, name: string) {
    this.#repository = repository;
    this.#host = host;
    this.#random = random;
    this.#name = name;
  }

  /** Does one thing, or nothing where somebody else was faster. */
  async act(): Promise<void> {
    this.#acts += 1;
    const draw = this.#random();
    const open = this.#host.requests.find(
      ({ head, state }) => state === 'open' && head.startsWith(`gitops-deploy/${this.#name}-`),
    );
    if (open === undefined || draw >= acts.merge + acts.close + acts.commit) return this.#commit('main');
    if (draw < acts.merge) return this.#merge(open);
    if (draw >= acts.merge + acts.close) return this.#commit(open.head);
    this.#close(open);
  }

  /** Takes the branch away afterwards, every second time; one that cannot be merged goes with its request. */
  async #merge(open: HeldRequest): Promise<void> {
    const head = await this.#repository.tip(open.head);
    const isMerged = await mergeInto(this.#repository, open);
    if (isMerged && this.#random() < 0.5) await this.#remove(open.head, head);
    const hasConflict =
      !isMerged &&
      (await this.#git('merge-tree', '--write-tree', '--name-only', open.base, head)) === undefined;
    if (open.state !== 'open' || !hasConflict) return;
    const given = (await this.#git('rev-list', `main..${head}`))?.split('\n') ?? [];
    if (!(await this.#remove(open.head, head))) return;
    this.#close(open);
    this.work = this.work.filter((hash) => !given.includes(hash));
  }

  #close(open: HeldRequest): void {
    if (open.state !== 'open') return;
    open.state = 'closed';
    this.closed.push(open.number);
  }

  async #commit(branch: string): Promise<void> {
    if ((await this.#repository.tip(branch)) === '') return;
    const files = { [`notes/${this.#name}.md`]: `note ${this.#acts}\n` };
    const made = await this.#repository.commit(files, 'A note', branch).catch(() => undefined);
    if (made !== undefined) this.work.push(made);
  }

  /** @returns false where the branch has moved */
  async #remove(branch: string, head: string): Promise<boolean> {
    return (await this.#git('update-ref', '-d', `refs/heads/${branch}`, head)) !== undefined;
  }

  #git(...args: string[]): Promise<string | undefined> {
    return this.#repository.git(...args).catch(() => undefined);
  }
}
