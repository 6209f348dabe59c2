// Asks the registry beside the landing.
import type { CheckedTarget, RollbackPlan } from '../change/edit-plan.ts';
import type { Config } from '../config/config.ts';
import type { CommandContext } from './command.ts';

/**
 * Starts to look for the images of a deploy in their registries, where that is asked for; nothing of it is loaded where not.
 * @param rollback what is put back, where it is a rollback
 * @param deadline the end of the deploy's time, milliseconds of the monotonic clock
 * @param landing aborts when the landing has ended: nobody needs the answer then
 * @returns what is to be deployed once they are there; `undefined` where nobody is asked
 */
export function startImageCheck(
  config: Config,
  rollback: RollbackPlan | undefined,
  deadline: number,
  landing: AbortSignal,
  context: CommandContext,
): Promise<CheckedTarget> | undefined {
  const { check, tagPolicy } = config.imageCheck;
  if (check === 'none' && tagPolicy === undefined) return undefined;
  const checked = import('./check-images.ts').then(({ checkImages }) =>
    checkImages(config, rollback, deadline, landing, context),
  );
  // A failure is for whoever waits for it: until then, Node must not end the process for it.
  checked.catch(() => undefined);
  return checked;
}
