// Lands a deploy: what it brings is given, or found in the history or in other files.
import { randomUUID } from 'node:crypto';
import type { EditPlan, LandingWatcher } from '../change/edit-plan.ts';
import type { Landed } from '../change/land-edit.ts';
import type { RunWords } from '../change/run-words.ts';
import type { Config } from '../config/config.ts';
import { Editor } from '../editor/editor.ts';
import type { GitRepository } from '../git/repository.ts';
import type { Host } from '../hosts/host.ts';
import type { ProposalResult } from '../proposals/proposed.ts';
import type { AnnouncedDeploy } from './announcement.ts';
import type { CommandContext } from './command.ts';
import { deliverEdit } from './deliver-edit.ts';
import { openConfigRepository } from './open-config-repository.ts';
import { startImageCheck } from './start-image-check.ts';

/** What was found in the history, or in other files. */
type FoundPlan = Pick<EditPlan, 'rollback' | 'promotes'>;

/**
 * Says what is known of a deploy before its files are read.
 * @returns what it brings, and where from
 */
export function announced(config: Config): AnnouncedDeploy {
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

/**
 * Lands what the configuration asks for.
 * @param deadline the end of the deploy's time, milliseconds of the monotonic clock
 * @param onPlanned is given what is deployed: a rollback and a promotion find that out first
 * @returns how it ended, and what was edited
 * @throws {DeployError} any code
 */
export async function landDeploy(
  config: Config,
  deadline: number,
  context: CommandContext,
  watcher: LandingWatcher,
  onPlanned: (deploy: AnnouncedDeploy) => void,
): Promise<Landed<ProposalResult>> {
  const open = await openConfigRepository(config, config, deadline, context);
  const editor = new Editor(context.signal);
  const landing = new AbortController();
  try {
    const { repository, host, app } = open;
    const watching = await watchingRollout(config, host, watcher);
    const world = { repository, editor, host, app, deadline, watcher: watching };
    const { config: whole, ...found } = await planned(config, repository, context);
    onPlanned(announced(whole));
    const checked = startImageCheck(whole, found.rollback, deadline, landing.signal, context);
    return await deliverEdit(whole, editPlan(whole, found, checked), world, context);
  } finally {
    landing.abort();
    editor.close();
    open.close();
  }
}

async function watchingRollout(config: Config, host: Host, watcher: LandingWatcher): Promise<LandingWatcher> {
  if (config.rollout === undefined) return watcher;
  const { checkRollout } = await import('./check-rollout.ts');
  return checkRollout(config, host, watcher);
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
