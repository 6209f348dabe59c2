// How many others push to a branch, guessed from what one of them sees.

/** More rivals than this make no difference to anybody. */
const most = 128;
/** So much is always left of the first guess: others come when nobody expects them. */
const oblivion = 0.03;
/** Before anything was seen: twice as many rivals are half as likely. */
const firstGuess = normal(Array.from({ length: most }, (_, index) => 1 / (index + 1)));
/** After a move of the branch about so many of all push: fewer leave it idle, more push in vain. */
const wantedPushes = 2.5;

/**
 * The number of rivals, as a chance for each number. All who wait push after a move of the branch with some chance, as in
 * slotted ALOHA with Bayesian control; of those who push on one tip a single one wins, and no push on its way is seen.
 * Source: R. Rivest, Network control by Bayesian broadcast, IEEE Transactions on Information Theory 33 (1987)
 */
export class Rivals {
  /** The chance that there are one, two, three of them, and so on; they sum up to 1. */
  #chances = firstGuess;
  /** The chance with which each pushes: the first time, all do. */
  #push = 1;

  /** Gives the chance with which to push on a tip that was just seen, above 0 and up to 1. */
  get chanceToPush(): number {
    return this.#chances.reduce(
      (sum, each, index) => sum + each * Math.min(1, wantedPushes / (index + 1)),
      0,
    );
  }

  /** Notes that we pushed and lost: of all who did, another one was first. */
  noteLoss(): void {
    const push = this.#push;
    this.#weigh((count) => 1 - (1 - (1 - push) ** (count + 1)) / ((count + 1) * push));
    this.#noteGone();
  }

  /** Notes that the branch moved while we waited: at least one of them pushed. */
  noteMove(): void {
    const push = this.#push;
    this.#weigh((count) => 1 - (1 - push) ** count);
    this.#noteGone();
  }

  /** Notes that the branch stood still for longer than a push takes: none of them pushed. */
  noteIdle(): void {
    const push = this.#push;
    this.#weigh((count) => (1 - push) ** count);
  }

  /** @param likelihood how likely what was seen is with so many rivals, 0 to 1 */
  #weigh(likelihood: (count: number) => number): void {
    const weighed = normal(this.#chances.map((each, index) => each * likelihood(index + 1) + Number.EPSILON));
    this.#chances = weighed.map((each, index) => (1 - oblivion) * each + oblivion * (firstGuess[index] ?? 0));
    this.#push = Math.min(0.95, this.chanceToPush);
  }

  /** Whoever has landed is a rival no more. */
  #noteGone(): void {
    const [one = 0, two = 0, ...more] = this.#chances;
    this.#chances = [one + two, ...more, 0];
    this.#push = Math.min(0.95, this.chanceToPush);
  }
}

function normal(weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((total, each) => total + each, 0);
  return weights.map((each) => each / sum);
}
