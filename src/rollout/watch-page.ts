// Waits until a page of the application names the version, several times in a row: behind one address old pods answer beside new ones.
import pRetry from 'p-retry';
import { pauseMs } from './look-pace.ts';
import type { PageReader } from './page-reader.ts';
import type { RolloutWorld } from './rollout-world.ts';

/** Which page, and what it has to say. */
export interface WatchedPage {
  readonly url: URL;
  readonly pattern: RegExp;
  /** How often in a row. */
  readonly times: number;
  /** The end of the wait, milliseconds of the monotonic clock. */
  readonly deadline: number;
}

/** What is looked at, the clock and chance. */
export interface PageWorld
  extends Pick<RolloutWorld, 'monotonicNow' | 'pause' | 'random' | 'signal' | 'log'> {
  readonly reader: PageReader;
}

/** How the wait for a page ended; `why`: what was wrong with the last answer. */
export type PageEnd =
  | { readonly is: 'succeeded' }
  | { readonly is: 'timed-out' | 'stopped'; readonly why: string };

/** The page does not say it yet, or not often enough. */
class NotYet extends Error {}

/** Between two answers that agree, milliseconds. */
const agreeingMs = 1000;

/**
 * Waits for a page.
 * @returns how it ended
 */
export async function watchPage(watched: WatchedPage, world: PageWorld): Promise<PageEnd> {
  const { reader, monotonicNow, pause, random, signal, log } = world;
  let agreed = 0;
  let last = '';
  const look = async (): Promise<void> => {
    const answer = await reader.read(watched.url);
    const isLive = answer.is === 'page' && watched.pattern.test(answer.text);
    agreed = isLive ? agreed + 1 : 0;
    const why = answer.is === 'page' ? 'it does not name the version' : answer.why;
    const said = isLive ? `it names the version, ${agreed} of ${watched.times} times` : why;
    if (said !== last) log(`${watched.url.host}${watched.url.pathname}: ${said}`);
    last = said;
    if (agreed < watched.times) throw new NotYet(said);
  };
  const isOver = (): boolean => signal.aborted || monotonicNow() >= watched.deadline;
  try {
    await pRetry(look, {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 0,
      shouldRetry: ({ error }) => error instanceof NotYet && !isOver(),
      onFailedAttempt: async ({ error, attemptNumber }) => {
        if (!(error instanceof NotYet) || isOver()) return;
        const own = agreed > 0 ? agreeingMs : pauseMs(attemptNumber, random());
        await pause(Math.max(0, Math.min(own, watched.deadline - monotonicNow())));
      },
    });
    return { is: 'succeeded' };
  } catch (error) {
    if (!(error instanceof NotYet)) throw error;
    return { is: signal.aborted ? 'stopped' : 'timed-out', why: error.message };
  }
}
