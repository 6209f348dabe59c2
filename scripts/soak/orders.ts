// What orders and holds promise, judged by what the commits of a branch say.
import type { LoggedDeploy } from './deploy-log.ts';

/** What a file does not get. */
interface Hold {
  /** `*`: nothing at all. */
  readonly values: readonly string[];
  /** Nor this run and older ones; a newer one ends the hold. NaN: only a release ends it. */
  readonly number: number;
}

/** A file, as far as the branch was read. */
interface FileState {
  /** The greatest number of a run that has deployed to it. */
  readonly highest: number;
  readonly holds: readonly Hold[];
}

/**
 * Finds where a branch breaks what orders and holds promise.
 * @param log of the branch, the oldest commit first
 * @param goingBack the pages of runs that may deploy behind a newer one: a person started them, or an input lets them
 * @returns a sentence for each deploy of a lower order after a higher one, and for each deploy that a hold forbids
 */
export function brokenOrders(log: readonly LoggedDeploy[], goingBack: ReadonlySet<string>): string[] {
  const states = new Map<string, FileState>();
  return log.flatMap((deploy) => {
    const { file, hash, image, number, isRollback, run } = deploy;
    const state = states.get(file) ?? { highest: 0, holds: [] };
    states.set(file, stateAfter(deploy, state));
    if (image === '') return [];
    const isBehind = number < state.highest && !isRollback && !goingBack.has(run);
    return [
      ...(isBehind ? [`${hash} deploys run ${number} after run ${state.highest}`] : []),
      ...(state.holds.some((hold) => forbids(hold, deploy))
        ? [`${hash} deploys ${image}, which is held there`]
        : []),
    ];
  });
}

/** A rollback has a number of its own, which is not compared with those of deploys. */
function forbids({ values, number }: Hold, deploy: LoggedDeploy): boolean {
  return (
    values.includes('*') || values.includes(deploy.image) || (!deploy.isRollback && deploy.number <= number)
  );
}

function stateAfter(deploy: LoggedDeploy, { highest, holds }: FileState): FileState {
  const { held, heldNumber, isRelease, isRollback } = deploy;
  const number = Number.isNaN(deploy.number) ? 0 : deploy.number;
  const isEnded = (hold: Hold): boolean => isRelease || (!isRollback && number > hold.number);
  const left = holds.filter((hold) => !isEnded(hold));
  const own =
    held.length === 0 ? [] : [{ values: held, number: held.includes('*') ? Number.NaN : heldNumber }];
  return { highest: Math.max(highest, number), holds: [...left, ...own] };
}
