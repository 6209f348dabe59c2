// A remedy for a command that has fewer inputs than a deploy.
import { DeployError } from '../errors.ts';
import { inputName } from '../wording.ts';

/**
 * Takes the ways out of a remedy that a command does not have.
 * @param error whatever was thrown
 * @param others names of the inputs that the command does not take
 * @param own what to do where no other way is left
 * @returns the error with what is left of its remedy, or as it is where every way can be gone
 */
export function withUsableRemedy(error: unknown, others: readonly string[], own: string): unknown {
  if (!(error instanceof DeployError)) return error;
  const { message, remedy } = error.marked;
  const isUsable = (way: string): boolean => !others.some((name) => way.includes(inputName(name)));
  if (isUsable(remedy)) return error;
  const ways = remedy.split(/[;,] or,? |; /).filter(isUsable);
  const left = ways.length === 0 ? own : ways.join('; or ');
  return new DeployError(error.code, message, left, { cause: error }, error.known);
}
