// Everybody who is told of one deploy: one who cannot be told keeps nobody else from it.
import { isTaken } from './deliver.ts';
import type { DeployState, Notification, Notifier } from './notification.ts';

/** What became of telling one receiver. */
export interface Delivery {
  /** `Slack channel C1` */
  readonly place: string;
  /** Why it is not told, a sentence; `undefined`: it is. */
  readonly warning: string | undefined;
  /** What else is to be known of it, a sentence for the log. */
  readonly note: string | undefined;
}

/** The receivers of one deploy, and what each of them has answered. */
export class Audience {
  #notifiers: readonly Notifier[];
  readonly #openThreads: (threads: readonly string[]) => readonly Notifier[];
  readonly #close: () => void;
  readonly #answers = new Map<Notifier, Delivery>();

  /**
   * @param openThreads makes a notifier for each message of an earlier deploy that can be answered
   * @param close closes the connections of all notifiers
   */
  constructor(
    notifiers: readonly Notifier[],
    openThreads: (threads: readonly string[]) => readonly Notifier[],
    close: () => void,
  ) {
    this.#notifiers = notifiers;
    this.#openThreads = openThreads;
    this.#close = close;
  }

  get isEmpty(): boolean {
    return this.#notifiers.length === 0;
  }

  /** Where people answer, as the commit names it. */
  get threads(): readonly string[] {
    return this.#notifiers.flatMap(({ thread }) => (thread === undefined ? [] : [thread]));
  }

  /**
   * Adds the threads of earlier deploys to whom is told how this one ends.
   * @param threads as commits name them
   */
  answerIn(threads: readonly string[]): void {
    this.#notifiers = [...this.#notifiers, ...this.#openThreads(threads)];
  }

  /**
   * Says what became of telling each of such a state, with a warning for each that has not answered yet.
   * @param hasChanged whether the run has changed a value
   */
  deliveries(state: DeployState, hasChanged: boolean): readonly Delivery[] {
    return this.#wanting(state, hasChanged).map(
      (notifier) =>
        this.#answers.get(notifier) ?? {
          place: notifier.place,
          warning: `Cannot post to ${notifier.place}: the job was stopped before it answered; the deploy is not affected`,
          note: undefined,
        },
    );
  }

  /**
   * Says to everybody how a deploy stands, and keeps what became of it.
   * @param until when to give up, milliseconds of the monotonic clock
   */
  async tell(notification: Notification, until: number): Promise<void> {
    const { state, record } = notification;
    await Promise.all(
      this.#wanting(state, record.changes.length > 0).map(async (notifier) => {
        this.#answers.set(notifier, await deliveryTo(notifier, notification, until));
      }),
    );
  }

  /**
   * Says how a deploy stands that goes on, where that can be updated. Who cannot be told now is told at the end.
   * @param until when to give up, milliseconds of the monotonic clock
   */
  async tellEarly(notification: Notification, until: number): Promise<void> {
    const updatable = this.#wanting(notification.state, true).filter(({ canUpdate }) => canUpdate);
    await Promise.all(updatable.map((notifier) => deliveryTo(notifier, notification, until)));
  }

  /** Cuts every connection, and whatever waits for it. */
  close(): void {
    this.#close();
  }

  #wanting(state: DeployState, hasChanged: boolean): readonly Notifier[] {
    return this.#notifiers.filter((notifier) => notifier.wants(state, hasChanged));
  }
}

async function deliveryTo(notifier: Notifier, notification: Notification, until: number): Promise<Delivery> {
  const { place } = notifier;
  try {
    await notifier.notify(notification, until);
    return { place, warning: undefined, note: undefined };
  } catch (error) {
    if (isOfTaken(error))
      return {
        place,
        warning: undefined,
        note: `${place} has the message; its answer is too long to be read`,
      };
    return { place, warning: error instanceof Error ? error.message : String(error), note: undefined };
  }
}

/** A notifier puts its own words before what was thrown. */
function isOfTaken(error: unknown): boolean {
  return isTaken(error) || (error instanceof Error && isOfTaken(error.cause));
}
