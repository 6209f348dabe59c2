// Waits until a page of the application names the version that was deployed.
import { setTimeout as sleep } from 'node:timers/promises';
import type { AwaitedPage } from '../config/rollout-config.ts';
import { type LiveVersion, pagePattern } from '../rollout/page-match.ts';
import { HttpPageReader } from '../rollout/page-reader.ts';
import { type PageEnd, watchPage } from '../rollout/watch-page.ts';
import { version } from '../version.ts';
import type { CommandContext } from './command.ts';
import { untilDeadline } from './until-deadline.ts';

/**
 * Waits for the page.
 * @param deadline the end of the wait, milliseconds of the monotonic clock
 * @param signal ends the wait
 * @returns how it ended
 */
export async function awaitPage(
  { url, match, times }: AwaitedPage,
  live: LiveVersion,
  deadline: number,
  signal: AbortSignal,
  { given, monotonicNow, log }: CommandContext,
): Promise<PageEnd> {
  const pattern = pagePattern(match, live);
  if (pattern === undefined) return { is: 'timed-out', why: 'no one version is known that it could name' };
  const reader = new HttpPageReader(
    given.network,
    `gitops-deploy/${version}`,
    AbortSignal.any([signal, untilDeadline(deadline, monotonicNow)]),
  );
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined);
  try {
    const world = { reader, monotonicNow, pause, random: Math.random, signal, log };
    return await watchPage({ url: new URL(url), pattern, times, deadline }, world);
  } finally {
    reader.close();
  }
}
