// What people are told of a deploy while it goes on, where their message can be updated.
import { type KnownOutcome, underWay } from './known-outcome.ts';

/** A deploy that lasts longer is told while it goes on; milliseconds. */
const longDeploy = 2000;

/** Says how a deploy stands. */
type Say = (outcome: KnownOutcome) => Promise<void>;

/** The news of one deploy, one after the other. It keeps nobody waiting before the end. */
export class RunningNews {
  readonly #say: Say;
  readonly #hasNews: () => boolean;
  #now: KnownOutcome = underWay;
  #said: KnownOutcome | undefined;
  #isLong = false;
  #timer: NodeJS.Timeout | undefined;
  /** Settles when what was said last is posted, or has failed: that is told at the end. */
  #posting: Promise<void> = Promise.resolve();

  /** @param hasNews says whether there is anything to tell of by now */
  constructor(say: Say, hasNews: () => boolean) {
    this.#say = say;
    this.#hasNews = hasNews;
  }

  /** Starts: if the deploy lasts, it is told of before it ends. */
  begin(): void {
    this.#timer = setTimeout(() => {
      this.#isLong = true;
      this.tell();
    }, longDeploy).unref();
  }

  /** Is given how the deploy stands from now on. */
  stands(outcome: KnownOutcome): void {
    this.#now = outcome;
    this.tell();
  }

  /** Says how it stands, if it lasts, and that is not said yet. */
  tell(): void {
    const now = this.#now;
    if (!this.#isLong || this.#said === now || !this.#hasNews()) return;
    this.#said = now;
    this.#posting = this.#posting.then(() => this.#say(now)).catch(() => undefined);
  }

  /** Ends them: whatever is on its way has arrived, or has failed. */
  end(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#posting;
  }
}
