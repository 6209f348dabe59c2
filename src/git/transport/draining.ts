// Connections whose answers were read to the last packet, and that are free when the rest of the answer has come.
import type { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server ends its answer when its process ends, which is sooner than a new connection with TLS is there; milliseconds. */
const worthWaitingMs = 50;

/** The connections that are about to be free. */
export class DrainingConnections {
  readonly #draining = new Set<Promise<void>>();
  #areLeft = false;

  /**
   * Adds one.
   * @param drained resolves when the answer is read to its end; never rejects
   */
  add(drained: Promise<void>): void {
    // The agent has the connection one turn after the end.
    const ended = drained.then(() => new Promise<void>((resolve) => setImmediate(resolve)));
    this.#draining.add(ended);
    void ended.finally(() => this.#draining.delete(ended));
  }

  /**
   * Waits for them where no connection is free, and not longer than it is worth.
   * @returns `undefined`: nothing to wait for, and to be used at once, before another request takes the connection
   */
  whenFree({ freeSockets }: Agent): Promise<void> | undefined {
    if (this.#areLeft) return closeAll(freeSockets);
    const isOneFree = Object.values(freeSockets).some((free) => free?.length);
    return this.#draining.size === 0 || isOneFree ? undefined : this.#wait();
  }

  /** Notes that the server leaves idle connections without a word: from now on every request gets one of its own. */
  noteLeft({ freeSockets }: Agent): void {
    this.#areLeft = true;
    closeAll(freeSockets);
  }

  async #wait(): Promise<void> {
    const tooLong = new AbortController();
    const late = sleep(worthWaitingMs, undefined, tooLong).catch(() => undefined);
    await Promise.race([Promise.all(this.#draining), late]);
    tooLong.abort();
  }
}

/** The agent takes no connection that is closed. */
function closeAll(freeSockets: Agent['freeSockets']): undefined {
  for (const socket of Object.values(freeSockets).flat()) socket?.destroy();
}
