import { editDistance } from '../image/edit-distance.ts';
import { type InputName, inputNames } from './inputs.ts';

/** The input that is most likely meant by a name that is none; `undefined` where none is near. */
export function nearestInput(name: string): InputName | undefined {
  const wanted = bare(name);
  return inputNames
    .map((input) => ({ input, slips: slips(wanted, bare(input)) }))
    .filter(({ input, slips }) => slips <= (bare(input).length > 5 ? 2 : 1))
    .sort((a, b) => a.slips - b.slips)[0]?.input;
}

/**
 * The input that a variable is nearly named like; `undefined` where it may as well be the pipeline's own, because a
 * deploy stops for it: one more word or number (`SSH_KEY_ID`, `IMAGE_2`) and other words (`BATCH`, `RATE`) are.
 */
export function misspeltInput(name: string): InputName | undefined {
  const given = bare(name);
  const known = inputNames.map((input) => ({ input, text: bare(input) }));
  const same = known.find(({ text }) => singular(text) === singular(given));
  return (same ?? known.find(({ text }) => isOneSlip(given, text)))?.input;
}

/** The input whose name lacks its first or last word here: `SLACK_WEBHOOK`, `KNOWN_HOSTS`. One word alone may mean anything. */
export function shortenedInput(name: string): InputName | undefined {
  const given = name.toLowerCase().replaceAll('_', '-');
  if (!given.includes('-')) return undefined;
  return inputNames.find((input) => input.startsWith(`${given}-`) || input.endsWith(`-${given}`));
}

/** Short words are near to too many others, and the first letter is seldom the one that is wrong. */
function isOneSlip(given: string, wanted: string): boolean {
  const isLong = given.length >= 5 && wanted.length >= 5;
  return isLong && given[0] === wanted[0] && !given.startsWith(wanted) && slips(given, wanted) === 1;
}

const singular = (text: string): string => text.replace(/ies$/, 'y').replace(/ches$/, 'ch').replace(/s$/, '');

/** Two letters that changed places count as one slip. */
function slips(a: string, b: string): number {
  const sorted = (text: string): string => [...text].sort().join('');
  const distance = editDistance(a, b);
  return distance === 2 && sorted(a) === sorted(b) ? 1 : distance;
}

/** Case and separators are what people get wrong first. */
const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
