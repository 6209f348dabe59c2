import { DeployError } from '../errors.ts';
import { helpText, topics } from './help.ts';
import { type InputName, inputOf } from '../config/inputs.ts';
import { aloneOnly, type CommandLine, parseCommandLine, type RawInputs } from '../config/raw.ts';

/** What a command line asks for. */
export type Command =
  | { readonly is: 'deploy'; readonly flags: RawInputs }
  | { readonly is: 'edit'; readonly flags: RawInputs; readonly files: readonly string[] }
  | { readonly is: 'help'; readonly text: string }
  | { readonly is: 'version' };

/** Throws `invalid-input`. */
export function readCommand(argv: readonly string[]): Command {
  const asked = readQuestion(argv);
  if (asked !== undefined) return asked;
  const line = parseCommandLine(argv);
  const [command = 'deploy', ...rest] = line.words;
  switch (command) {
    case 'deploy':
      return readDeploy(rest, line);
    case 'edit':
      return readEdit(rest, line);
    case 'help':
    case 'version':
      throw usageError(`"${command}" comes first`, aloneOnly);
    default:
      throw usageError(`"${command}" is not a command`);
  }
}

/** Whether JSON is asked for, on a command line that cannot be read otherwise. */
export function asksForJson(argv: readonly string[]): boolean {
  return argv.includes('--json') || argv.includes('--json=true');
}

/** Only where nothing else can be meant: a deploy must not turn into a question, and end well, for one word in it. */
function readQuestion(argv: readonly string[]): Command | undefined {
  switch (argv.join(' ')) {
    case 'version':
    case '--version':
      return { is: 'version' };
    case 'deploy --help':
    case 'deploy -h':
    case 'edit --help':
    case 'edit -h':
      return help(argv[0]);
    default:
      return ['help', '--help', '-h'].includes(argv[0] ?? '') ? help(argv.slice(1).join(' ')) : undefined;
  }
}

function help(topic = ''): Command {
  const text = helpText(topic || undefined);
  if (text === undefined) throw usageError(`there is no help on "${topic}", only on ${topics.join(', ')}`);
  return { is: 'help', text };
}

function readDeploy([word]: readonly string[], { flags }: CommandLine): Command {
  if (word !== undefined) throw usageError(`"${word}" is neither a flag nor a command`);
  return { is: 'deploy', flags };
}

/** A variable may be there for another step; a flag is meant. */
function readEdit(files: readonly string[], { flags }: CommandLine): Command {
  const foreign = [...flags.keys()].filter((name: InputName) => inputOf(name).edit !== true);
  if (foreign.length > 0) {
    const names = foreign.map((name) => `--${name}`).join(', ');
    throw usageError(
      `"edit" changes local files and takes no ${names}`,
      'leave it out; see "gitops-deploy help edit"',
    );
  }
  return { is: 'edit', flags, files };
}

function usageError(what: string, remedy = 'see "gitops-deploy help"'): DeployError {
  return new DeployError('invalid-input', `Cannot read the command line: ${what}`, remedy);
}
