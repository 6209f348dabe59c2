// The texts of `help`, written from the tables of commands and inputs.
import type { Command } from '../commands/command.ts';
import { type InputName, inputNames, inputOf, variableName } from '../config/inputs.ts';
import { commands } from './command-table.ts';

/** What there is help on, beside the single inputs. */
export const topics: readonly string[] = [...commands.map(({ name }) => name), 'inputs', 'exit-codes'];

/**
 * Gives the text of `gitops-deploy help [TOPIC]`.
 * @param topic a command, the name of an input, `inputs` or `exit-codes`; without it, the overview
 * @returns `undefined` for a topic that there is none of
 */
export function helpText(topic: string | undefined): string | undefined {
  if (topic === undefined) return overview();
  if (topic === 'inputs') return inputsHelp(inputNames);
  if (topic === 'exit-codes') return exitCodes;
  const command = commands.find(({ name }) => name === topic);
  if (command !== undefined) return commandHelp(command);
  const input = inputNames.find((name) => name === topic);
  return input === undefined ? undefined : inputHelp(input);
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

const exitCodes = `0  done: pushed, unchanged, or a dry run
1  internal error
2  bad input
3  target not found, ambiguous, or not editable
4  authentication or permission
5  refused by the server's rules (protected branch, hook)
6  out of time
7  unknown: the push may still land
`;

function commandHelp({ usage, details, inputs }: Command): string {
  return `Usage:\n  gitops-deploy ${usage}\n\n${details}\n${inputsHelp(inputs)}`;
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
