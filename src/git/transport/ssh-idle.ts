// Sessions over SSH that are open, and wait for the next request.
import type { Session } from './ssh-session.ts';
import type { Service } from './transport.ts';

/** One for the trees, one for the history beside them; servers give ten at most. */
const mostIdle = 2;

/** The idle sessions of each service. */
export class IdleSessions {
  readonly #idle = new Map<Service, Session[]>();
  readonly #opening = new Map<Service, Promise<void>>();

  /**
   * Takes one that can serve a request.
   * @param isFresh whether it may not have served any: a git process reads the references once, so who asks a session again
   * gets the tip of the first time
   * @returns `undefined` where there is none; what can serve nothing any more is closed
   */
  async take(service: Service, isFresh: boolean): Promise<Session | undefined> {
    const known = this.#takeNow(service, isFresh);
    if (known !== undefined) return known;
    // One that is on its way is there sooner than one more.
    await this.#opening.get(service);
    return this.#takeNow(service, isFresh);
  }

  #takeNow(service: Service, isFresh: boolean): Session | undefined {
    const open = (this.#idle.get(service) ?? []).filter(({ isOpen }) => isOpen);
    const taken = open.find(({ hasServed }) => !(isFresh && hasServed));
    const left = open.filter((session) => session !== taken);
    // The session that is opened in its place would be one too many.
    if (taken === undefined) left.pop()?.close();
    this.#idle.set(service, left);
    return taken;
  }

  /** Keeps one that waits; of too many, the one that waits longest is closed. */
  keep(service: Service, session: Session): void {
    const all = [...(this.#idle.get(service) ?? []), session];
    for (const old of all.slice(0, -mostIdle)) old.close();
    this.#idle.set(service, all.slice(-mostIdle));
  }

  /** Keeps one that is being opened, as soon as it is; what fails then fails again, where it is needed. */
  keepWhenOpen(service: Service, opening: Promise<Session>): void {
    const kept = opening.then(
      (session) => this.keep(service, session),
      () => undefined,
    );
    this.#opening.set(service, kept);
  }
}
