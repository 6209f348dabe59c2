// The main job, in order: config, edit, land, tell.
import { type Config, readConfig, readRollbackConfig } from '../config/config.ts';
import { Announcement } from './announcement.ts';
import type { CommandContext } from './command.ts';
import { landedOutcome, unlandedOutcome } from './deploy-outcome.ts';
import { followLanding } from './follow-landing.ts';
import { announced, landDeploy } from './land-deploy.ts';
import { notStarted } from './not-started.ts';
import { ciServer } from './open-config-repository.ts';
import { type Ended, hasLanded, type Outcome } from './outcome.ts';

/**
 * Reads the configuration and lands the edit.
 * @param command whether the inputs say what goes there, or the history does
 * @returns the outcome, of a deploy that failed too; afterwards people are told how it went
 */
export async function runDeploy(context: CommandContext, command: 'deploy' | 'rollback'): Promise<Ended> {
  const started = context.monotonicNow();
  const reading =
    command === 'rollback' ? readRollbackConfig(context.given, context.now()) : readConfig(context.given);
  if (reading.is === 'bad') return notStarted(reading, command, context);
  const { config } = reading;
  const server = ciServer(context.given.ci);
  const deadline = started + config.timeoutMs;
  const announcement = new Announcement(announced(config), config.notification, context);
  if (!config.dryRun) announcement.begin();
  const follower = await followLanding(announcement, config, deadline, context);
  const ended = await landDeploy(config, deadline, context, follower.watcher, (deploy) => {
    announcement.deploy = deploy;
  }).then(
    (landed) => landedOutcome(landed, announcement.summary, config, server, context.warn),
    (error: unknown) => unlandedOutcome(error, announcement.summary, config),
  );
  const landed = { ...ended, previousSource: announcement.sourceBefore };
  // A rollback and a promotion find out what they deploy.
  const { target, source = config.source } = announcement.deploy;
  const outcome = await rolledOut(config, { target, source }, landed, announcement, context);
  return { outcome, afterwards: () => follower.end(outcome) };
}

/** Nothing of rollouts is loaded by a deploy that does not wait for one. The wait is not a part of its time. */
async function rolledOut(
  config: Config,
  deployed: DeployedVersion,
  landed: Outcome,
  announcement: Announcement,
  context: CommandContext,
): Promise<Outcome> {
  const { rollout, dryRun } = config;
  if (rollout === undefined || dryRun) return landed;
  if (hasLanded(landed.result)) announcement.waits(landed);
  const { awaitRollout } = await import('./await-rollout.ts');
  const { outcome, failedBefore, takenBackBy } = await awaitRollout(
    config,
    rollout,
    deployed,
    landed,
    context,
  );
  const mayGoBack = outcome.rollout?.state === 'failed' && takenBackBy === undefined;
  if (!mayGoBack || rollout.onFailure === 'keep') return outcome;
  const { rollBackFailed } = await import('./roll-back-failed.ts');
  const threads = () => announcement.threads();
  return rollBackFailed(config, deployed.target, outcome, failedBefore, threads, context);
}

/** What a page of the application may name. */
type DeployedVersion = Pick<Config, 'target' | 'source'>;
