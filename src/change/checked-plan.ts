// A plan, once the registry has answered.
import type { EditPlan, IsAsNew } from './edit-plan.ts';

/** What is to be done by now. */
interface PlanOfTags {
  readonly plan: EditPlan;
  readonly isAsNew: IsAsNew | undefined;
}

/**
 * Waits for what the registry says, and puts it into the plan: tags, digests, and what the images were built from.
 * @returns the plan, and how tags are compared where a policy chose them
 * @throws {DeployError} whatever the registry says but yes
 */
export async function checkedPlan(plan: EditPlan): Promise<PlanOfTags> {
  const checked = await plan.checked;
  if (checked === undefined) return { plan, isAsNew: undefined };
  const { target, source, isAsNew } = checked;
  if (source === undefined) return { plan: { ...plan, target }, isAsNew };
  const { repository, commit } = source;
  const origin = { ...plan.origin, repository, commit, branch: undefined };
  const run = { ...plan.run, repository, commit };
  return { plan: { ...plan, target, source, origin, run }, isAsNew };
}
