import type { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Answers that were read to their last packet; their connections are free when the rest of them has come. */
export interface Endings {
  note(drained: Promise<void>): void;
  /**
   * Where no connection is free, when those are, or it is no longer worth it to wait. `undefined`: now, and to be used
   * at once, before another request takes the connection.
   */
  soon(agent: Agent): Promise<void> | undefined;
}

/** A server ends its answer when its process ends, which is sooner than a new connection with TLS is there; milliseconds. */
const worthIt = 50;

export function openEndings(): Endings {
  const draining = new Set<Promise<void>>();

  async function wait(): Promise<void> {
    const tooLong = new AbortController();
    const patience = sleep(worthIt, undefined, tooLong).catch(() => undefined);
    await Promise.race([Promise.all(draining), patience]);
    tooLong.abort();
  }

  return {
    note(drained) {
      // The agent has the connection one turn after the end.
      const ended = drained.then(() => new Promise<void>((resolve) => setImmediate(resolve)));
      draining.add(ended);
      ended.finally(() => draining.delete(ended));
    },
    soon({ freeSockets }) {
      const isOneFree = Object.values(freeSockets).some((free) => free?.length);
      return draining.size === 0 || isOneFree ? undefined : wait();
    },
  };
}
