// The main job, in order: config, edit, land, tell.
import { randomUUID } from 'node:crypto';
import type { EditPlan, LandingWatcher } from '../change/edit-plan.ts';
import type { Landed } from '../change/land-edit.ts';
import type { RunWords } from '../change/run-words.ts';
import { type Config, readConfig, readRollbackConfig } from '../config/config.ts';
import { Editor } from '../editor/editor.ts';
import type { GitRepository } from '../git/repository.ts';
import type { ProposalResult } from '../proposals/proposed.ts';
import { type AnnouncedDeploy, Announcement } from './announcement.ts';
import type { CommandContext } from './command.ts';
import { deliverEdit } from './deliver-edit.ts';
import { landedOutcome, unlandedOutcome } from './deploy-outcome.ts';
import { followLanding } from './follow-landing.ts';
import { notStarted } from './not-started.ts';
import { ciServer, openConfigRepository } from './open-config-repository.ts';
import type { Ended, Outcome } from './outcome.ts';
import { startImageCheck } from './start-image-check.ts';

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
  const ended = await land(config, deadline, context, announcement, follower.watcher).then(
    (landed) => landedOutcome(landed, announcement.summary, config, server, context.warn),
    (error: unknown) => unlandedOutcome(error, announcement.summary, config),
  );
  const landed = { ...ended, previousSource: announcement.sourceBefore };
  // A rollback and a promotion find out what they deploy.
  const { target, source = config.source } = announcement.deploy;
  const outcome = await rolledOut(config, { target, source }, landed, context);
  return { outcome, afterwards: () => follower.end(outcome) };
}

/** Nothing of rollouts is loaded by a deploy that does not wait for one. The wait is not a part of its time. */
async function rolledOut(
  config: Config,
  deployed: DeployedVersion,
  landed: Outcome,
  context: CommandContext,
): Promise<Outcome> {
  if (config.rollout === undefined || config.dryRun) return landed;
  const { awaitRollout } = await import('./await-rollout.ts');
  return awaitRollout(config, config.rollout, deployed, landed, context);
}

/** What a page of the application may name. */
type DeployedVersion = Pick<Config, 'target' | 'source'>;

/** What was found in the history, or in other files. */
type FoundPlan = Pick<EditPlan, 'rollback' | 'promotes'>;

function announced(config: Config): AnnouncedDeploy {
  const { target, source } = config;
  return { target, source, run: runWords(config) };
}

function runWords({ files, source, notification, environment, rollback, promotion }: Config): RunWords {
  const { repository, commit } = source;
  const known = promotion === undefined ? 'deploy' : 'promotion';
  const purpose = rollback === undefined ? known : 'rollback';
  const why = { promotedFrom: promotion?.origin, reason: rollback?.reason };
  return { files, repository, commit, actor: notification.actor, environment, purpose, ...why };
}

async function land(
  config: Config,
  deadline: number,
  context: CommandContext,
  announcement: Announcement,
  watcher: LandingWatcher,
): Promise<Landed<ProposalResult>> {
  const open = await openConfigRepository(config, config, deadline, context);
  const editor = new Editor(context.signal);
  const landing = new AbortController();
  try {
    const { repository, host, app } = open;
    if (config.rollout !== undefined) (await import('./check-rollout.ts')).checkRollout(config, host);
    const world = { repository, editor, host, app, deadline, watcher };
    const { config: whole, ...found } = await planned(config, repository, context);
    announcement.deploy = announced(whole);
    const checked = startImageCheck(whole, found.rollback, deadline, landing.signal, context);
    return await deliverEdit(whole, editPlan(whole, found, checked), world, context);
  } finally {
    landing.abort();
    editor.close();
    open.close();
  }
}

/** Nothing of rollbacks and promotions is loaded by a deploy. */
async function planned(
  config: Config,
  repository: GitRepository,
  { log }: CommandContext,
): Promise<{ readonly config: Config } & Partial<FoundPlan>> {
  if (config.rollback !== undefined)
    return (await import('./plan-rollback.ts')).planRollback(config, config.rollback, repository, log);
  if (config.promotion !== undefined)
    return (await import('./plan-promotion.ts')).planPromotion(config, config.promotion, repository, log);
  return { config };
}

function editPlan(
  config: Config,
  { rollback, promotes = [] }: Partial<FoundPlan>,
  checked: EditPlan['checked'],
): EditPlan {
  const { repository, commit, branch } = config.source;
  const { runUrl } = config.notification;
  return {
    target: config.target,
    checked,
    branch: config.branch,
    files: config.files,
    dryRun: config.dryRun,
    ifUnchanged: config.ifUnchanged,
    author: config.author,
    committer: config.committer,
    message: config.message,
    trailers: config.trailers,
    holdsSecret: config.holdsSecret,
    source: config.source,
    rule: config.orderRule,
    rollback,
    promotes,
    run: runWords(config),
    origin: { id: randomUUID(), repository, commit, branch, runUrl },
  };
}
