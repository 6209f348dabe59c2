// Takes a command line apart: words, flags, and whether it asks for help.

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type InputName, type InputTexts, inputNames, inputOf } from '../config/inputs.ts';
import { nearestInput, shortenedInput, synonymOf } from '../config/nearest-input.ts';
import { DeployError } from '../errors.ts';
import { program } from '../wording.ts';
import { commands } from './command-table.ts';

/** A command line, taken apart. */
export interface CommandLine {
  /** What stands before, between and after the flags: command, topic, files. */
  readonly words: readonly string[];
  readonly flags: InputTexts;
  /** Flags that are no inputs, which one command has. */
  readonly own: ReadonlyMap<string, string>;
  /** It holds `--help` or `-h`, and not as the value of a flag. */
  readonly asksForHelp: boolean;
}

/** The remedy for a question among the flags of a deploy. */
export const aloneOnly = 'ask for it with nothing else beside it';

type Options = Record<string, NonNullable<ParseArgsConfig['options']>[string]>;

const ownFlags = commands.flatMap(({ flag }) => (flag === undefined ? [] : [flag.name]));

const options: Options = {
  ...Object.fromEntries(
    [...inputNames, ...ownFlags].map((name) => [name, { type: 'string', multiple: true }]),
  ),
  help: { type: 'boolean', short: 'h' },
};

/**
 * Reads a command line; `--flag=value` and `--flag value` both work, and a list may be repeated. A value that begins with a
 * dash needs the `=`: `--message --help` is refused, because it may be a message as well as a question.
 * @returns words, flags by name, and whether help is asked for
 * @throws {DeployError} invalid-input
 */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const { values, positionals } = parseFlags(spellOutSwitches(argv));
  const given = (name: string): readonly string[] =>
    [values[name] ?? []].flat().filter((text) => typeof text === 'string');
  const flags = new Map<InputName, string>();
  for (const name of inputNames) {
    const texts = given(name);
    if (texts.length > 0) flags.set(name, flagText(name, texts, inputOf(name).kind === 'list'));
  }
  const own = ownFlags
    .filter((name) => given(name).length > 0)
    .map((name) => [name, flagText(name, given(name), false)] as const);
  return { words: positionals, flags, own: new Map(own), asksForHelp: values.help === true };
}

/**
 * Says whether JSON is asked for, on a command line that cannot be read otherwise.
 * @returns whether one of the words is the flag
 */
export function asksForJson(argv: readonly string[]): boolean {
  return argv.includes('--json') || argv.includes('--json=true');
}

/**
 * Makes the error for a command line that cannot be used.
 * @param what completes "Cannot read the command line"
 * @param remedy what to do about it
 * @returns the error, to be thrown
 */
export function usageError(what: string, remedy = `see "${program} help"`, cause?: unknown): DeployError {
  return new DeployError('invalid-input', `Cannot read the command line: ${what}`, remedy, { cause });
}

function parseFlags(args: string[]) {
  try {
    return parseArgs({
      args,
      options,
      allowPositionals: true,
    });
  } catch (error) {
    throw unreadable(error);
  }
}

function unreadable(error: unknown): DeployError {
  const what = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
  const option = /Unknown option '-{1,2}([^']+)'/.exec(what)?.[1] ?? '';
  const meant = synonymOf(option) ?? nearestInput(option) ?? shortenedInput(option);
  const tag = meant === 'image' && /tag/i.test(option) ? ' NAME:TAG' : '';
  const known = meant === undefined ? `see "${program} help inputs"` : `write --${meant}${tag}`;
  return usageError(what, option === 'version' ? aloneOnly : known, error);
}

/** `--dry-run` alone means true; `--dry-run=false` and `--dry-run false` overrule a variable. */
function spellOutSwitches(argv: readonly string[]): string[] {
  const switches = inputNames.filter((name) => inputOf(name).kind === 'switch').map((name) => `--${name}`);
  return argv.flatMap((arg, index) => {
    if (switches.includes(argv[index - 1] ?? '') && truth.test(arg)) return [];
    if (!switches.includes(arg)) return [arg];
    const next = argv[index + 1] ?? '';
    return [`${arg}=${truth.test(next) ? next : 'true'}`];
  });
}

/** What people write behind a switch; what is not true or false is refused where the input is read. */
const truth = /^(?:true|false|yes|no|on|off|1|0)$/i;

function flagText(name: string, given: readonly string[], isList: boolean): string {
  if (given.length > 1 && !isList)
    throw usageError(`--${name} is given ${given.length} times`, 'give it once');
  return given.join('\n');
}
