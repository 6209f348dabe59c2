// The deployment of one run on GitHub: recorded once, said how it stands, and the older ones after it.
import type { DeploymentState, GitHubDeployments, RecordedDeployment } from './github-deployments.ts';

/** What a run deploys, for the record. */
export interface DeploymentWords {
  /** Of the repository that it is recorded in; up to 40 hex digits. */
  readonly commit: string;
  readonly environment: string;
  readonly description: string;
  readonly environmentUrl: string | undefined;
  readonly runUrl: string | undefined;
}

/** How a run leaves its deployment; `there`: it has changed nothing, because what was to be deployed is there. */
export type DeploymentEnd = Exclude<DeploymentState, 'in_progress'> | 'there';

/** Whether there is a deployment after it was said how it ended, and whether it is the one that counts. */
type RecordedEnd = 'none' | 'there' | 'overtaken';

/** Does a job again while that may help; what the job did before is found. */
type DoAgain = <T>(job: () => Promise<T>) => Promise<T>;

/** What no later deployment has replaced yet; a failure stays one. */
const open: readonly string[] = ['', 'queued', 'pending', 'waiting', 'in_progress'];

/** More older ones than these are left as they are, in one run. */
const mostOlder = 10;

/** The deployment of one run. */
export class GitHubDeploymentRecord {
  readonly #deployments: GitHubDeployments;
  #number: number | undefined;

  constructor(deployments: GitHubDeployments) {
    this.#deployments = deployments;
  }

  /**
   * Says that a deployment goes on. That of an earlier run is taken where it is the newest one and of the same commit.
   * @throws {RemoteError} permission-denied and others
   */
  async begin(words: DeploymentWords, again: DoAgain): Promise<void> {
    const number = await this.#findOrCreate(words, again);
    await again(() => this.#deployments.say(number, { ...words, state: 'in_progress' }));
  }

  /**
   * Says how a deployment ended.
   * @returns whether there is one; `overtaken`: a newer one that was faster has replaced it
   * @throws {RemoteError} permission-denied and others
   */
  async end(end: DeploymentEnd, words: DeploymentWords, again: DoAgain): Promise<RecordedEnd> {
    if (end === 'there') return this.#confirm(words, again);
    if ((end === 'failure' || end === 'error') && (await this.#isLive(words, again))) return 'there';
    const number = await this.#findOrCreate(words, again);
    await again(() => this.#deployments.say(number, { ...words, state: end }));
    if (end !== 'success' && end !== 'queued') return 'there';
    const states = end === 'success' ? [...open, 'success'] : open;
    return (await this.#replaceOlder(number, states, words, again)) ? 'overtaken' : 'there';
  }

  /** A run that fails before it changes anything leaves what the commit's earlier run has deployed. */
  async #isLive(words: DeploymentWords, again: DoAgain): Promise<boolean> {
    if (this.#number !== undefined) return false;
    const [newest] = await again(() => this.#deployments.list(words.environment));
    return newest !== undefined && isOf(newest, words) && newest.state === 'success';
  }

  /** What is there without this run is a success of the run before, where that did not see it: its request was merged since. */
  async #confirm(words: DeploymentWords, again: DoAgain): Promise<RecordedEnd> {
    const [newest] = await again(() => this.#deployments.list(words.environment));
    if (newest === undefined || !isOf(newest, words) || newest.state === 'success')
      return newest === undefined ? 'none' : 'there';
    this.#number = newest.number;
    return this.end('success', words, again);
  }

  /** A lost answer is no reason for a second one: it is looked for each time. */
  async #findOrCreate(words: DeploymentWords, again: DoAgain): Promise<number> {
    const { commit, environment, description } = words;
    this.#number ??= await again(async () => {
      const [newest] = await this.#deployments.list(environment);
      if (newest !== undefined && isOf(newest, words)) return newest.number;
      return this.#deployments.create(commit, environment, description);
    });
    return this.#number;
  }

  /**
   * Replaces the older ones; or this one by a newer one that was faster. Each run looks after it has said its own, so that of two
   * runs at the same moment at least one sees the other.
   * @returns whether a newer one was faster
   */
  async #replaceOlder(
    number: number,
    states: readonly string[],
    words: DeploymentWords,
    again: DoAgain,
  ): Promise<boolean> {
    const all = await again(() => this.#deployments.list(words.environment));
    const at = all.findIndex((each) => each.number === number);
    const older = at < 0 ? [] : all.slice(at + 1).filter(({ state }) => states.includes(state));
    const isOvertaken = all.slice(0, Math.max(0, at)).some(({ state }) => state === 'success');
    const replaced = older.slice(0, mostOlder).map((each) => each.number);
    for (const each of isOvertaken ? [...replaced, number] : replaced)
      await again(() => this.#deployments.say(each, { ...replacedWords, state: 'inactive' }));
    return isOvertaken;
  }
}

const replacedWords = {
  description: 'A newer deployment has replaced it',
  environmentUrl: undefined,
  runUrl: undefined,
};

/** A commit may be abbreviated. */
function isOf({ commit }: RecordedDeployment, words: DeploymentWords): boolean {
  return commit.startsWith(words.commit);
}
