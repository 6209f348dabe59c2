// The texts of `help`, written from the tables of commands and inputs.
import type { Command } from '../commands/command.ts';
import { type InputName, inputNames, inputOf, variableName } from '../config/inputs.ts';
import { nearestInput, shortenedInput, synonymOf } from '../config/nearest-input.ts';
import { commands } from './command-table.ts';

/** What there is help on, beside the single inputs. */
export const topics: readonly string[] = [...commands.map(({ name }) => name), 'inputs', 'exit-codes'];

/** What a text of help is about. */
export type Topic =
  | { readonly is: 'inputs' | 'exit-codes' }
  | { readonly is: 'command'; readonly command: Command }
  | { readonly is: 'input'; readonly input: InputName };

/**
 * Finds the topic that a word names.
 * @param word a command, an input in any of its spellings, `inputs` or `exit-codes`
 * @returns `undefined` for a topic that there is none of
 */
export function topicOf(word: string): Topic | undefined {
  const name = word.replace(/^--/, '').replace(/=.*$/s, '');
  if (name === 'inputs' || name === 'exit-codes') return { is: name };
  const command = commands.find((each) => each.name === name);
  if (command !== undefined) return { is: 'command', command };
  const input = inputNames.find(
    (each) => each === name || variableName(each) === name || inputOf(each).aliases?.includes(name),
  );
  return input === undefined ? undefined : { is: 'input', input };
}

/**
 * Finds the input that a word may be meant for.
 * @param word a word that names no topic
 * @returns `undefined` where none is near
 */
export function nearTopic(word: string): InputName | undefined {
  const name = word.replace(/^-+|^GITOPS_DEPLOY_/g, '');
  return synonymOf(name) ?? nearestInput(name) ?? shortenedInput(name);
}

/**
 * Gives the text of `gitops-deploy help [TOPIC]`.
 * @param topic what it is about; without it, the overview
 * @returns whole lines
 */
export function helpText(topic: Topic | undefined): string {
  switch (topic?.is) {
    case undefined:
      return overview();
    case 'inputs':
      return inputsHelp(inputNames);
    case 'exit-codes':
      return exitCodes;
    case 'command':
      return commandHelp(topic.command);
    case 'input':
      return inputHelp(topic.input);
  }
}

function overview(): string {
  const calls = [
    ...commands.map(({ usage, summary }) => [usage, summary]),
    ['help [TOPIC]', `help on ${topics.join(', ')}, or an input`],
    ['version', 'the version'],
  ];
  const width = Math.max(...calls.map(([usage = '']) => usage.length));
  const lines = calls.map(([usage = '', summary]) => `  gitops-deploy ${usage.padEnd(width)}   ${summary}`);
  return `Usage:\n${lines.join('\n')}\n\n${explanation}`;
}

const explanation = `Example, with the token in GITOPS_DEPLOY_TOKEN:
  gitops-deploy --repository https://github.com/acme/config.git \\
    --file apps/web/deployment.yaml --image ghcr.io/acme/web:v2

Every input is a flag (--slack-channel), a variable (GITOPS_DEPLOY_SLACK_CHANNEL) and an input of the Action
(slack-channel). A flag wins over a variable. Keep secrets in variables.
`;

const exitCodes = `0  done: pushed, proposed, merged, unchanged, superseded by a newer run, or a dry run
1  internal error, or no memory left
2  bad input
3  target not found, ambiguous, or not editable
4  authentication or permission
5  refused by the server's rules (protected branch, hook), a hold, or superseded where that is to fail
6  out of time
7  unknown: the push may still land
8  landed, but its rollout failed or was not seen
`;

function commandHelp({ usage, details, inputs, flag }: Command): string {
  const own = flag === undefined ? '' : `  --${flag.name}\n      ${flag.help}.\n\n`;
  return `Usage:\n  gitops-deploy ${usage}\n\n${details}\n${own}${inputsHelp(inputs)}`;
}

function inputsHelp(names: readonly InputName[]): string {
  return names.map(inputHelp).join('\n');
}

function inputHelp(name: InputName): string {
  const { help, default: value, oneOf, aliases } = inputOf(name);
  const allowed = oneOf === undefined ? '' : ` One of ${oneOf.join(', ')}.`;
  const standard = value === undefined ? '' : ` Default: ${value}.`;
  const older = aliases === undefined ? '' : ` Also ${aliases.join(', ')}.`;
  return `  --${name}, ${variableName(name)}\n      ${help.replaceAll('`', '')}.${allowed}${standard}${older}\n`;
}
