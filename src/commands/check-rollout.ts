// Whether a rollout can be waited for at all, before anything is pushed.
import type { LandingWatcher } from '../change/edit-plan.ts';
import type { Config } from '../config/config.ts';
import type { AwaitedPage } from '../config/rollout-config.ts';
import { DeployError } from '../errors.ts';
import type { Host } from '../hosts/host.ts';
import { checkHasStatuses } from '../hosts/open-statuses.ts';
import { type LiveVersion, pagePattern } from '../rollout/page-match.ts';
import { inputName } from '../wording.ts';
import { deployedValues, liveVersion } from './deployed-version.ts';

/**
 * Refuses a wait that could never end well: at once where that is known, else before a change is committed.
 * @param host the kind of the repository's host
 * @param watcher of the landing
 * @returns a watcher that refuses a change too
 * @throws {DeployError} invalid-input
 */
export function checkRollout(config: Config, host: Host, watcher: LandingWatcher): LandingWatcher {
  const { rollout, url, rollback, promotion, imageCheck } = config;
  if (rollout?.statuses !== undefined) checkHasStatuses(host, url);
  const page = rollout?.page;
  if (page === undefined) return watcher;
  const isFound = rollback !== undefined || promotion !== undefined || imageCheck.tagPolicy !== undefined;
  const isReadInImages = imageCheck.check !== 'none';
  const { tag, sha } = liveVersion(config, []);
  checkPageMatch(page, {
    tag: tag ?? (isFound ? 'later' : undefined),
    sha: sha ?? (isFound || isReadInImages ? 'later' : undefined),
  });
  return {
    edited: (edit, plan) => {
      watcher.edited(edit, plan);
      if (edit.files.length > 0) checkPageMatch(page, liveVersion(plan, deployedValues(edit.changes)));
    },
    compared: (earlier) => watcher.compared(earlier),
    threads: () => watcher.threads(),
  };
}

function checkPageMatch({ match }: AwaitedPage, live: LiveVersion): void {
  if (pagePattern(match, live) !== undefined) return;
  const isOfSource = pagePattern(match, { tag: 'v1', sha: live.sha }) === undefined;
  const why = isOfSource
    ? 'it is not known which commit of the application is deployed'
    : 'the images have several tags, or none, so it is not known which to look for';
  const source = `give ${inputName('source')}, like "acme/web@3f2a9c1"`;
  throw new DeployError(
    'invalid-input',
    `Cannot wait for a page that holds "${match}": ${why}`,
    isOfSource
      ? `${source}, or write {tag} in ${inputName('wait-match')}`
      : `take images of one tag in a run, by ${inputName('image')}, or write {sha} in ${inputName('wait-match')} and ${source}; without ${inputName('wait-url')} nothing of this is needed`,
  );
}
