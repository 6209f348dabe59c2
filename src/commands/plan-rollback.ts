// What a rollback is to put back: found in the history of the branch, and in its files as they were.
import { type EarlierImage, earlierImages } from '../change/earlier-images.ts';
import type { EditPart, RollbackPlan } from '../change/edit-plan.ts';
import { changedByHand, goalError } from '../change/rollback-errors.ts';
import type { Config } from '../config/config.ts';
import type { RollbackConfig } from '../config/rollback-config.ts';
import type { GitRepository } from '../git/repository.ts';
import { groupBy } from '../group-by.ts';
import type { DeployHold } from '../ledger/deploy-hold.ts';
import type { DeployOrder } from '../ledger/deploy-order.ts';
import type { Deploy } from '../ledger/read-deploys.ts';
import { type FoundGoal, type RollbackGoal, rollbackGoal } from '../ledger/rollback-goal.ts';
import type { Target } from '../manifest/edit-manifests.ts';
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
 * @throws {DeployError} deploy-not-found, image-ambiguous, invalid-input, and whatever reading the branch throws
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
  const goal = await findGoal(asked, wanted, new Set(files.map(({ path }) => path)), repository);
  const { commit, places, taken, before, last } = goal;
  const paths = [...new Set(places.map(({ file }) => file))];
  const old = await (await repository.snapshot(branch, commit)).readIfThere(paths);
  const images = earlierImages(old, places, target.select, commit);
  const current = earlierImages(files, places, target.select, tip);
  if (wanted.to === 'previous') changedByHand(current, images, last);
  log(`Goes back to what stood there at ${commit.slice(0, 8)}`);
  const versionEnv = [...new Set([...target.versionEnv, ...taken.flatMap((deploy) => deploy.versionEnv)])];
  const parts = partsOf(images, { ...target, versionEnv });
  const all = parts.flatMap((part) => part.target.images);
  const unique = new Map(all.map((image) => [JSON.stringify(image.to), image]));
  return {
    config: {
      ...asked,
      files: paths,
      target: { ...target, versionEnv, images: [...unique.values()] },
      source: sourceOf(before, asked.source),
      orderRule: { ...orderRule, ifSuperseded: 'deploy' },
    },
    rollback: {
      reverts: [...new Set(taken.map((deploy) => deploy.commit))],
      decidedAt: tip,
      parts,
      hold: holdOf(current, taken, wanted),
    },
  };
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
  { branch }: Config,
  { images, to, time }: RollbackConfig,
  paths: ReadonlySet<string>,
  repository: GitRepository,
): Promise<FoundGoal> {
  let goal: RollbackGoal = { is: 'unknown', known: [] };
  for (const depth of depths) {
    const commits = await repository.log(branch, depth);
    goal = rollbackGoal(commits, { images, to, time, paths });
    if (goal.is === 'found') return goal;
    if (commits.length < depth) break;
  }
  throw goalError(goal, images, to);
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
