// What a rollback is to put back: found in the history of the branch, and in its files as they were.
import type { EarlierImage } from '../change/earlier-images.ts';
import {
  broughtBy,
  checkExpected,
  type EarlierPlace,
  earlierPlaces,
  listed,
} from '../change/earlier-places.ts';
import type { EditPart, RollbackPlan } from '../change/edit-plan.ts';
import { changedByHand, goalError, isChangedByHand } from '../change/rollback-errors.ts';
import { overtaken, refuseDeployedSince } from '../change/rollback-guard.ts';
import type { Config } from '../config/config.ts';
import type { RollbackConfig } from '../config/rollback-config.ts';
import type { GitRepository } from '../git/repository.ts';
import { groupBy } from '../group-by.ts';
import { branchHistory } from '../ledger/branch-history.ts';
import type { DeployHold } from '../ledger/deploy-hold.ts';
import type { DeployOrder, OrderRule } from '../ledger/deploy-order.ts';
import type { Deploy } from '../ledger/read-deploys.ts';
import { type FoundGoal, type RollbackGoal, rollbackGoal } from '../ledger/rollback-goal.ts';
import type { ManifestFile, Target } from '../manifest/edit-manifests.ts';
import { readImages } from '../manifest/read-images.ts';
import { sourceOf } from './rollback-source.ts';

/** So many commits are read, until the goal is among them. */
const depths = [400, 5000, 50_000];

/** A deploy whose images were found. */
export interface PlannedRollback {
  readonly config: Config;
  readonly rollback: RollbackPlan;
}

/**
 * Finds what a rollback is to put back.
 * @returns the configuration of the deploy that does it, and what it takes back
 * @throws {DeployError} deploy-not-found, image-ambiguous, wrong-count, invalid-input, and whatever reading the branch throws
 */
export async function planRollback(
  asked: Config,
  wanted: RollbackConfig,
  repository: GitRepository,
  log: (line: string) => void,
): Promise<PlannedRollback> {
  const { branch, target, orderRule } = asked;
  const [newest] = await repository.log(branch, 1);
  const tip = newest?.id ?? '';
  const files = await (await repository.snapshot(branch, tip)).read(asked.files);
  const goal = await findGoal(branch, wanted, files, repository);
  const readAt = async (commit: string, paths: readonly string[]) =>
    (await repository.snapshot(branch, commit)).readIfThere(paths);
  const places = await earlierPlaces(goal.places, files, tip, target.select, readAt);
  if (wanted.to === 'previous') refuseChangedByHand(places, wanted.own !== undefined);
  const found = places.map(({ now }) => now);
  checkExpected(target.expect, found);
  log(`Goes back to what stood there at ${listed(places)}`);
  const versionEnv = [...new Set([...target.versionEnv, ...places.flatMap((each) => each.goal.versionEnv)])];
  const parts = partsOf(
    places.map(({ old }) => old),
    { ...target, versionEnv, expect: undefined },
  );
  const all = parts.flatMap((part) => part.target.images);
  const unique = new Map(all.map((image) => [JSON.stringify(image.to), image]));
  const taken = places.flatMap((each) => each.goal.taken);
  return {
    config: {
      ...asked,
      files: [...new Set(found.map(({ file }) => file))],
      target: { ...target, versionEnv, images: [...unique.values()] },
      source: sourceOf(broughtBy(places), asked.source),
      orderRule: ruleOf(wanted, orderRule),
    },
    rollback: {
      ...{ reverts: goal.reverts, decidedAt: tip, found, parts },
      ...{ hold: holdOf(found, taken, wanted), own: wanted.own?.commit },
    },
  };
}

/** A run that takes back its own deploy is not told where else to go back to. */
function refuseChangedByHand(places: readonly EarlierPlace[], isOwn: boolean): void {
  for (const { now, old, goal } of places)
    if (isChangedByHand(now, old, goal.last))
      throw isOwn ? overtaken({ place: now, by: undefined }) : changedByHand(now, goal.last);
}

/**
 * Whoever asks for a rollback knows what is there; a run that takes back its own leaves alone what a newer one proposes, also
 * where it was started by hand: nobody who did that knew that it would fail.
 */
function ruleOf({ own }: RollbackConfig, { order, ifSuperseded, isByHand }: OrderRule): OrderRule {
  const isAsked = own === undefined || ifSuperseded === 'deploy';
  return { order, ifSuperseded: isAsked ? 'deploy' : 'fail', isByHand: own === undefined && isByHand };
}

/** What stands there now was bad, and so is what older runs would bring. */
function holdOf(
  current: readonly EarlierImage[],
  taken: readonly Deploy[],
  { hold, reason }: RollbackConfig,
): DeployHold {
  if (hold === 'all') return { isOfAll: true, references: [], orders: [], reason };
  const references = new Map(current.map(({ image }) => [JSON.stringify(image), image]));
  const newest = new Map<string, DeployOrder>();
  for (const { order } of taken)
    if (order !== undefined && order.number > (newest.get(order.scope)?.number ?? -1))
      newest.set(order.scope, order);
  return { isOfAll: false, references: [...references.values()], orders: [...newest.values()], reason };
}

async function findGoal(
  branch: string | undefined,
  { images, to, time, own }: RollbackConfig,
  files: readonly ManifestFile[],
  repository: GitRepository,
): Promise<FoundGoal> {
  const paths = new Set(files.map(({ path }) => path));
  const named = readImages(files).images.map(({ file, image }) => ({ file, what: image.name }));
  let goal: RollbackGoal = { is: 'unknown', known: [] };
  let history = branchHistory([], false);
  for (const depth of depths) {
    const commits = await repository.log(branch, depth);
    history = branchHistory(commits, commits.length < depth);
    goal = rollbackGoal(history, { images, to, time, paths, named, only: own?.places });
    const isOwnThere = own === undefined || history.byId.has(own.commit);
    if (history.isWhole || (goal.is === 'found' && goal.isSure && isOwnThere)) break;
  }
  if (own !== undefined) refuseDeployedSince(own, history);
  if (goal.is !== 'found') throw goalError(goal, images, to);
  return goal;
}

/** Files with the same values are edited together. */
function partsOf(images: readonly EarlierImage[], target: Target): readonly EditPart[] {
  const byFile = groupBy(images, ({ file }) => file);
  const bySame = groupBy(byFile, ([, own]) => JSON.stringify(own.map(({ image }) => image)));
  return [...bySame.values()].map((same) => {
    const paths = same.map(([file]) => file);
    const to = (same[0]?.[1] ?? []).map(({ image }) => ({ name: undefined, to: image }));
    return { paths, target: { ...target, images: to, written: { paths, whenIdle: 'refuse' } } };
  });
}
