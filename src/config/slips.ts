import type { DeployError } from '../errors.ts';
import { isName, splitReference } from '../image/reference.ts';
import { badValue } from './problems.ts';

/** A usual slip in a value, which a bare "is not valid" would leave to be found. */
interface Slip {
  readonly seen: RegExp;
  readonly what: string;
  readonly remedy: string;
}

const oneALine = 'write one item a line, and nothing between them';
const isItSet = 'check that every variable of the pipeline in it is set';

/** Slips of any value that a pipeline puts together. */
const common: readonly Slip[] = [
  { seen: /^[-*]\s/, what: 'it starts with a list marker', remedy: oneALine },
  {
    seen: /\$\{|\$\(|\$[A-Za-z_]\w|\{\{/,
    what: 'it holds a variable that nothing has replaced',
    remedy: 'check its name and the quotes around it: a shell replaces nothing in single quotes',
  },
  {
    seen: /^["'`]|["'`]$/,
    what: 'it has quotes around it',
    remedy: 'take them away: the value is read as it is',
  },
];

const ofImages: readonly Slip[] = [
  {
    seen: /(?:^|=)[a-z]+:\/\//i,
    what: 'it starts with the scheme of a URL',
    remedy: 'write it as "docker pull" takes it, without "https://"',
  },
  { seen: /[,;]/, what: 'it holds a comma', remedy: oneALine },
  { seen: /\s/, what: 'it holds a space', remedy: oneALine },
  { seen: /:(?:@|$)/, what: 'the tag after the colon is empty', remedy: isItSet },
  { seen: /@$/, what: 'the digest after the "@" is empty', remedy: isItSet },
  { seen: /^[:/@]|=[:/@]|=$|\/\/|\/:/, what: 'a part of its name is empty', remedy: isItSet },
];

const ofFiles: readonly Slip[] = [
  { seen: /\.(?:ya?ml|json)\s*[,;]/i, what: 'it holds several files with commas between', remedy: oneALine },
  { seen: /\.(?:ya?ml|json)\s+\S/i, what: 'it holds several files with spaces between', remedy: oneALine },
];

export const imageForm =
  'write REGISTRY/REPOSITORY:TAG, in lower case but for the tag, which has up to 128 of A-Z a-z 0-9 _ . -';

/** The refusal of a text that is no image reference; it names the slip, where that is a usual one. */
export function notAnImage(text: string): DeployError {
  const slip = [...common, ...ofImages].find(({ seen }) => seen.test(text)) ?? upperCase(text);
  const what = slip === undefined ? '' : `: ${slip.what}`;
  return badValue(`is not an image reference${what}`, slip?.remedy ?? imageForm);
}

/** Gives the text of a repository back. Throws `invalid-input` where it was not meant as it stands. */
export function checkRepositoryText(text: string): string {
  const slip = common.find(({ seen }) => seen.test(text));
  if (slip !== undefined) throw badValue(`is not a repository: ${slip.what}`, slip.remedy);
  return text;
}

/** Gives the path or glob back. Throws `invalid-input` where it is several, or was not meant as it stands. */
export function checkFileText(text: string): string {
  const slip = [...common, ...ofFiles].find(({ seen }) => seen.test(text));
  if (slip !== undefined) throw badValue(`is not a file: ${slip.what}`, slip.remedy);
  return text;
}

function upperCase(text: string): Omit<Slip, 'seen'> | undefined {
  const name = splitReference(text.slice(text.indexOf('=') + 1)).name;
  const lower = name.toLowerCase();
  if (lower === name || !isName(lower)) return undefined;
  return { what: 'its name holds upper case', remedy: `write "${lower}" before the tag` };
}
