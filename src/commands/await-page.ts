// Waits until a page of the application names the version that was deployed.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import type { AwaitedPage } from '../config/rollout-config.ts';
import type { ManifestEdit } from '../manifest/edit-manifests.ts';
import { type LiveVersion, pagePattern } from '../rollout/page-match.ts';
import { HttpPageReader } from '../rollout/page-reader.ts';
import { type PageEnd, watchPage } from '../rollout/watch-page.ts';
import { version } from '../version.ts';
import type { CommandContext } from './command.ts';
import { untilDeadline } from './until-deadline.ts';

/**
 * Says what the version is called that is deployed: the tag, where all images have one; the commit of the application.
 * @param deployed the new values of the images that changed, `v2`, `v2@sha256:...`
 * @returns the names
 */
export function liveVersion(
  { target, source }: Pick<Config, 'target'> & { readonly source: Pick<Config['source'], 'commit'> },
  deployed: readonly string[],
): LiveVersion {
  const asked = target.images.map(({ to }) => to.tag ?? '');
  // A new name of the image is a change as well, and no version.
  const changed = deployed.map((each) => each.split('@')[0] ?? '').filter((each) => asked.includes(each));
  const values = changed.length > 0 ? changed : asked;
  const [tag, ...others] = new Set(values.filter((each) => each !== '' && !each.includes(':')));
  return { tag: others.length > 0 ? undefined : tag, sha: source.commit };
}

/**
 * Lists the new values of the images that changed.
 * @returns `v2`, `v2@sha256:...`
 */
export const deployedValues = (
  changes: readonly Pick<ManifestEdit['changes'][number], 'image' | 'variable' | 'to'>[],
): readonly string[] =>
  changes.filter(({ image, variable }) => image !== undefined && variable === undefined).map(({ to }) => to);

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
