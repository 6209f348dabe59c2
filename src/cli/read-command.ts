// What a command line asks for: a command to run, or a text to print.
import type { Command } from '../commands/command.ts';
import type { InputTexts } from '../config/inputs.ts';
import { isNear } from '../config/nearest-input.ts';
import { inputForWord } from '../config/stray-word.ts';
import { shellWord } from '../shell-word.ts';
import { version } from '../version.ts';
import { program } from '../wording.ts';
import { aloneOnly, type CommandLine, parseCommandLine, usageError } from './command-line.ts';
import { commands } from './command-table.ts';
import { helpText, nearTopic, topicOf, topics } from './help.ts';

/** What a command line asks for. */
export type Request =
  | { readonly is: 'text'; readonly text: string }
  | {
      readonly is: 'command';
      readonly command: Command;
      readonly flags: InputTexts;
      /** The words behind the command's name. */
      readonly words: readonly string[];
    };

/**
 * Reads a command line. `--help` and `-h` ask for help wherever they stand, but as a flag's value; the words `help` and
 * `version` do so only where nothing else can be meant, because a deploy must not turn into a question, and end well.
 * @returns a command with its flags and words, or a text
 * @throws {DeployError} invalid-input
 */
export function readCommand(argv: readonly string[]): Request {
  const [first, ...rest] = argv;
  if (first === 'help') return help(rest);
  if (rest.length === 0 && (first === 'version' || first === '--version'))
    return { is: 'text', text: `${version}\n` };
  if (asksFirst(argv)) return helpBeside(argv.filter((word) => !questions.includes(word)));
  const line = parseCommandLine(argv);
  return line.asksForHelp ? help(line.words.slice(0, 1)) : commandOf(line);
}

/** Ways to ask that other programs have. */
const questions: readonly string[] = ['--help', '-h', '-help', '-?', '/?'];

/** Says whether the question is sure to be one: what follows a flag may be its value, and behind `--` nothing is a flag. */
function asksFirst(argv: readonly string[]): boolean {
  const words = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  return words.some((word, index) => questions.includes(word) && !/^--?[^=]+$/.test(words[index - 1] ?? ''));
}

/** Nothing that is beside a question is a mistake: it is what the question is about, or is passed by. */
function helpBeside(others: readonly string[]): Request {
  const [first = ''] = others;
  if (others.length === 1 && topicOf(first) !== undefined) return help(others);
  return help(first.startsWith('-') || inputForWord(first) !== undefined ? [] : others.slice(0, 1));
}

function commandOf({ words: [name, ...words], flags, own }: CommandLine): Request {
  const command = name === undefined ? commands[0] : commands.find((each) => each.name === name);
  if (name === 'help' || name === 'version') throw usageError(`"${name}" comes first`, aloneOnly);
  if (command === undefined) throw usageError(`"${name}" is not a command`, strayRemedy(name ?? ''));
  const [stray] = command.words === undefined ? words : [];
  if (stray !== undefined) throw usageError(`"${stray}" is neither a flag nor a command`, strayRemedy(stray));
  checkFlags(command, [...flags.keys(), ...own.keys()], flags.get('file'));
  if (command.flag === undefined) return { is: 'command', command, flags, words };
  const value = own.get(command.flag.name);
  if (value === undefined)
    throw usageError(`"${command.name}" needs --${command.flag.name}`, `write "${program} ${command.usage}"`);
  return { is: 'command', command, flags: new Map([...flags, ['json', 'true']]), words: [value] };
}

/** A variable may be there for another step; a flag is meant. */
function checkFlags({ name, inputs, flag: own }: Command, flags: readonly string[], file = ''): void {
  const known: readonly string[] = inputs;
  const others = flags
    .filter((flag) => !known.includes(flag) && flag !== own?.name)
    .map((flag) => `--${flag}`);
  if (others.length === 0) return;
  const words = name === 'edit' && file !== '' ? file.split('\n').map(shellWord).join(' ') : undefined;
  throw usageError(
    `"${name}" takes no ${others.join(', ')}`,
    words === undefined || others.length > 1
      ? `leave it out; see "${program} help ${name}"`
      : `write the files without a flag: ${program} edit ${words}`,
  );
}

/** Says where a word belongs that is no command: a value that lacks its flag, most often. */
function strayRemedy(word: string): string | undefined {
  const meant = commands.find(({ name }) => isNear(name, word));
  if (meant !== undefined) return `write "${program} ${meant.name}"`;
  const input = inputForWord(word);
  if (input === undefined) return undefined;
  const local = input === 'file' ? `, or for a file on this machine: ${program} edit ${shellWord(word)}` : '';
  return `write --${input} ${shellWord(word)}${local}`;
}

/** `help deploy image` asks for the last of them. */
function help(words: readonly string[]): Request {
  const known = words.map(topicOf);
  const unknown = words.find((_, index) => known[index] === undefined);
  if (unknown === undefined) return { is: 'text', text: helpText(known.at(-1)) };
  const near = nearTopic(unknown);
  throw usageError(
    `there is no help on "${unknown}", only on ${topics.join(', ')} and every input`,
    near === undefined ? undefined : `write "${program} help ${near}"`,
  );
}
