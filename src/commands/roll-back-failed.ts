// Takes back what the run has deployed, because its rollout failed: by the rollback of the ledger, as the command does it.
import { movesImage } from '../change/changed-images.ts';
import type { LandingWatcher } from '../change/edit-plan.ts';
import { editedTargets } from '../change/edited-targets.ts';
import { summarize } from '../change/summary.ts';
import type { Config } from '../config/config.ts';
import type { OwnDeploy } from '../config/rollback-config.ts';
import type { Target } from '../manifest/edit-manifests.ts';
import type { CommandContext } from './command.ts';
import { landedOutcome, unlandedOutcome } from './deploy-outcome.ts';
import { withoutRollback, withRollback } from './failed-rollout-words.ts';
import { landDeploy } from './land-deploy.ts';
import { LastEdit } from './last-edit.ts';
import { ciServer } from './open-config-repository.ts';
import { hasLanded, type Outcome } from './outcome.ts';
import { recordedEdit } from './recorded-edit.ts';
import { rollbackReason } from './rollback-reason.ts';

/**
 * Takes a deploy back whose rollout failed, unless somebody has deployed there since, or it had failed before. Whatever becomes of it is in the outcome.
 * @param config what the deploy was made with
 * @param target what was deployed, as it is known by now
 * @param outcome of the deploy, with a rollout that failed
 * @param failedBefore names of statuses that are failures, and were so on the commit before already
 * @param threads gives the messages about the deploy that can be answered, `slack:C1/1700000000.000100`
 * @returns the outcome with the rollback
 */
export async function rollBackFailed(
  config: Config,
  target: Target,
  outcome: Outcome,
  failedBefore: readonly string[],
  threads: () => readonly string[],
  context: CommandContext,
): Promise<Outcome> {
  const { commit, result, rollout } = outcome;
  const images = outcome.changes.filter(movesImage);
  const places = editedTargets(recordedEdit(images), target);
  const isOwn = hasLanded(result) && places.length > 0;
  if (commit === undefined || !isOwn) return withoutRollback(outcome, 'this run has changed no image');
  const newStatuses = (rollout?.statuses ?? []).filter(({ name }) => !failedBefore.includes(name));
  if (!newStatuses.some(({ state }) => state === 'failure')) {
    const names = failedBefore.slice(0, 3).map((name) => `"${name}"`);
    return withoutRollback(outcome, `${names.join(', ')} had failed on the commit before already`);
  }
  const { redact, log } = context;
  log(`The rollout failed; taking back commit ${commit.slice(0, 8)}`);
  const reason = rollbackReason(newStatuses, redact, config.holdsSecret);
  const asked = rollbackOf(config, target, { commit, places }, reason);
  const done = await landRollback(asked, threads, context);
  return withRollback(outcome, done);
}

/** Nothing of the deploy's own values is left in it: the history says what was there. */
function rollbackOf(deployed: Config, target: Target, own: OwnDeploy, reason: string): Config {
  const files = [...new Set(own.places.map(({ file }) => file))];
  const images = [...new Set(own.places.map(({ what }) => what))];
  const named = images.map((name) => ({ name: undefined, to: { name, tag: undefined, digest: undefined } }));
  return {
    ...deployed,
    files,
    target: {
      ...target,
      ...{ images: named, select: { ...target.select, from: undefined } },
      ...{ set: [], policy: undefined, create: false, expect: undefined },
      written: { paths: files, whenIdle: 'refuse' },
    },
    imageCheck: { ...deployed.imageCheck, check: 'none', tagPolicy: undefined },
    rollback: { images, to: 'previous', time: undefined, hold: 'value', reason, own },
    promotion: undefined,
    ifUnchanged: 'succeed',
    rollout: undefined,
  };
}

async function landRollback(
  config: Config,
  threads: () => readonly string[],
  context: CommandContext,
): Promise<Outcome> {
  const deadline = context.monotonicNow() + config.timeoutMs;
  const nobody: LandingWatcher = { edited: () => undefined, compared: () => undefined, threads };
  const watcher = new LastEdit(nobody);
  const summary = () => {
    const { last, plan } = watcher;
    return summarize(last, plan?.target ?? config.target, plan?.run);
  };
  return landDeploy(config, deadline, context, watcher, () => undefined).then(
    (landed) => landedOutcome(landed, summary(), config, ciServer(context.given.ci), context.warn),
    (error: unknown) => unlandedOutcome(error, summary(), config),
  );
}
