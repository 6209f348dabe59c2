// Everybody who is told of one deploy: one who cannot be told keeps nobody else from it.
import type { DeployState, Notification, Notifier } from './notification.ts';

/** What became of telling one receiver. */
export interface Delivery {
  /** `Slack channel C1` */
  readonly place: string;
  /** Why it is not told, a sentence; `undefined`: it is. */
  readonly warning: string | undefined;
}

/** The receivers of one deploy, and what each of them has answered. */
export class Audience {
  readonly #notifiers: readonly Notifier[];
  readonly #close: () => void;
  readonly #answers = new Map<Notifier, Delivery>();

  /** @param close closes the connections of all notifiers */
  constructor(notifiers: readonly Notifier[], close: () => void) {
    this.#notifiers = notifiers;
    this.#close = close;
  }

  get isEmpty(): boolean {
    return this.#notifiers.length === 0;
  }

  /** Where people answer, as the commit names it. */
  get threads(): readonly string[] {
    return this.#notifiers.flatMap(({ thread }) => (thread === undefined ? [] : [thread]));
  }

  /** Says what became of telling each of such a state, with a warning for each that has not answered yet. */
  deliveries(state: DeployState): readonly Delivery[] {
    return this.#wanting(state).map(
      (notifier) =>
        this.#answers.get(notifier) ?? {
          place: notifier.place,
          warning: `Cannot post to ${notifier.place}: the job was stopped before it answered; the deploy is not affected`,
        },
    );
  }

  /**
   * Says to everybody how a deploy stands, and keeps what became of it.
   * @param until when to give up, milliseconds of the monotonic clock
   */
  async tell(notification: Notification, until: number): Promise<void> {
    await Promise.all(
      this.#wanting(notification.state).map(async (notifier) => {
        const warning = await warningOf(notifier.notify(notification, until));
        this.#answers.set(notifier, { place: notifier.place, warning });
      }),
    );
  }

  /**
   * Says how a deploy stands that goes on, where that can be updated. Who cannot be told now is told at the end.
   * @param until when to give up, milliseconds of the monotonic clock
   */
  async tellEarly(notification: Notification, until: number): Promise<void> {
    const updatable = this.#wanting(notification.state).filter(({ canUpdate }) => canUpdate);
    await Promise.all(updatable.map((notifier) => warningOf(notifier.notify(notification, until))));
  }

  /** Cuts every connection, and whatever waits for it. */
  close(): void {
    this.#close();
  }

  #wanting(state: DeployState): readonly Notifier[] {
    return this.#notifiers.filter((notifier) => notifier.wants(state));
  }
}

function warningOf(told: Promise<void>): Promise<string | undefined> {
  return told.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}
