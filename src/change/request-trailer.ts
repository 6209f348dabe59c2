// The trailer by which the commits of a proposal are known again: `Deploy-Request: 3f2a9c1b0d`.
import type { Trailer } from './commit-message.ts';
import type { EditPlan } from './edit-plan.ts';

const name = 'Deploy-Request';

/**
 * Has the commits of a plan say which proposal they are of.
 * @param key of what is to change
 * @returns the plan with one trailer more
 */
export function withRequest(plan: EditPlan, key: string): EditPlan {
  return { ...plan, trailers: [...plan.trailers, { key: name, value: key }] };
}

/**
 * Finds which proposal a commit is of.
 * @returns its trailer; `undefined`: it is pushed to its branch
 */
export function requestOf(trailers: readonly Trailer[]): Trailer | undefined {
  return trailers.find(({ key }) => key === name);
}

/**
 * Writes the line that every commit of a proposal has.
 * @param key of what is to change
 * @returns `Deploy-Request: 3f2a9c1b0d`
 */
export const requestLine = (key: string): string => `${name}: ${key}`;
