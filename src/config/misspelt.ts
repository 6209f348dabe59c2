import { editDistance } from '../image/distance.ts';
import { type InputName, inputNames } from './inputs.ts';

/** The input that is most likely meant by a name that is none; `undefined` where none is near. */
export function nearestInput(name: string): InputName | undefined {
  const wanted = bare(name);
  return inputNames
    .map((input) => ({ input, slips: slips(wanted, bare(input)) }))
    .filter(({ input, slips }) => slips <= (bare(input).length > 5 ? 2 : 1))
    .sort((a, b) => a.slips - b.slips)[0]?.input;
}

/** Two letters that changed places count as one slip. */
function slips(a: string, b: string): number {
  const sorted = (text: string): string => [...text].sort().join('');
  const distance = editDistance(a, b);
  return distance === 2 && sorted(a) === sorted(b) ? 1 : distance;
}

/** Case and separators are what people get wrong first. */
const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
