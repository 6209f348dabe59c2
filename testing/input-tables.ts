// The tables of inputs in the README, as config/inputs and action.yml say them: a table per group.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { commandInputs } from '../src/config/inputs/command-inputs.ts';
import { commitInputs } from '../src/config/inputs/commit-inputs.ts';
import { deploymentInputs } from '../src/config/inputs/deployment-inputs.ts';
import { imageInputs } from '../src/config/inputs/image-inputs.ts';
import { allowedValues } from '../src/config/inputs/input.ts';
import { notificationInputs } from '../src/config/inputs/notification-inputs.ts';
import { originInputs } from '../src/config/inputs/origin-inputs.ts';
import { placeInputs } from '../src/config/inputs/place-inputs.ts';
import { proposalInputs } from '../src/config/inputs/proposal-inputs.ts';
import { repositoryInputs } from '../src/config/inputs/repository-inputs.ts';
import { rolloutInputs } from '../src/config/inputs/rollout-inputs.ts';
import { runInputs } from '../src/config/inputs/run-inputs.ts';
import { deployInputNames, type InputName, inputOf } from '../src/config/inputs.ts';

/** Groups by their headings; an input that is in none of them is a group without a heading, which no README has. */
const groups = new Map<string, object>([
  ['Where: the config repository', repositoryInputs],
  ['What: files, places, images', placeInputs],
  ['Is it there: the registry', imageInputs],
  ['The commit', commitInputs],
  ['Where it comes from', originInputs],
  ['The environment', deploymentInputs],
  ['Review before it lands', proposalInputs],
  ['Did it go live', rolloutInputs],
  ['People', notificationInputs],
  ['The run', runInputs],
  ['Back, and what is held', commandInputs],
]);

/** One of the two has to be given. */
const alternatives: Partial<Record<InputName, InputName>> = {
  ...{ token: 'ssh-key', 'ssh-key': 'token' },
  ...{ image: 'set', set: 'image' },
};

/** Writes the tables, with their headings, as the README has them. */
export function inputTables(): string {
  const action = readFileSync(new URL('../action.yml', import.meta.url), 'utf8');
  const { inputs } = parse(action) as { inputs: Record<string, { required?: boolean }> };
  const table = (heading: string, names: readonly InputName[]): string => {
    const rows = names.map((name) => tableRow(name, inputs[name]?.required === true));
    return `### ${heading}\n\n| input | default | what it is |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
  };
  const grouped = new Set([...groups.values()].flatMap((group) => Object.keys(group)));
  const left = deployInputNames.filter((name) => !grouped.has(name));
  return [
    ...[...groups].map(([heading, group]) =>
      table(
        heading,
        deployInputNames.filter((name) => name in group),
      ),
    ),
    ...(left.length === 0 ? [] : [table('', left)]),
  ].join('\n');
}

function tableRow(name: InputName, isRequired: boolean): string {
  const { default: value, aliases } = inputOf(name);
  const other = alternatives[name];
  const standard = isRequired ? '**required**' : other ? `**this or \`${other}\`**` : value && `\`${value}\``;
  const older = aliases ? `; also ${aliases.map((each) => `\`${each}\``).join(', ')}` : '';
  return `| \`${name}\` | ${standard ?? ''} | ${describedInput(name)}${older} |`;
}

/** Says what an input is, and which values it may have where they are a closed set. */
export function describedInput(name: InputName): string {
  const { help, ...input } = inputOf(name);
  const allowed = allowedValues(input)?.map((each) => `\`${each}\``);
  return allowed === undefined ? help : `${help} (${allowed.join(', ')})`;
}
