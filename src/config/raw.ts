import { parseArgs } from 'node:util';
import { DeployError } from '../errors.ts';
import { type InputName, inputNames, inputOf, inputVariable, variableName } from './inputs.ts';
import { nearestInput } from './misspelt.ts';

/** The inputs that were given, as strings; lists are newline-separated. An empty value counts as not given. */
export type RawInputs = ReadonlyMap<InputName, string>;

export type Env = Readonly<Record<string, string | undefined>>;

export interface CommandLine {
  /** What stands before, between and after the flags: command, topic, files. */
  readonly words: readonly string[];
  readonly flags: RawInputs;
}

/** Reads flags; `--flag=value` and `--flag value` both work, lists may be repeated. Throws `invalid-input`. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const options = Object.fromEntries(
    inputNames.map((name) => [name, { type: 'string', multiple: true } as const]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: spellOutSwitches(argv),
      options,
      allowPositionals: true,
    });
    const flags = new Map<InputName, string>();
    for (const name of inputNames) {
      const given = values[name];
      if (given !== undefined) flags.set(name, flagText(name, given));
    }
    return { words: positionals, flags };
  } catch (error) {
    if (error instanceof DeployError) throw error;
    throw unreadable(error);
  }
}

/** The remedy for a question in the midst of a command line. */
export const aloneOnly = 'ask for it with nothing else beside it';

function unreadable(error: unknown): DeployError {
  const what = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
  const option = /Unknown option '-{1,2}([^']+)'/.exec(what)?.[1] ?? '';
  const meant = nearestInput(option);
  const known = meant === undefined ? 'see "gitops-deploy help inputs"' : `write --${meant}`;
  const remedy = ['version', 'help', 'h'].includes(option) ? aloneOnly : known;
  return new DeployError('invalid-input', `Cannot read the command line: ${what}`, remedy, { cause: error });
}

/**
 * Environment first spelled as an Action input, then as our variable, then as the older tool's variable.
 * @param flags may hold the token without which the older tool's channels mean nothing
 */
export function readEnvironment(env: Env, flags: RawInputs = new Map()): RawInputs {
  const raw = new Map<InputName, string>();
  for (const name of inputNames) {
    const [alias = '', ...others] = inputOf(name).aliases ?? [];
    const value =
      given(env[inputVariable(name)]) ??
      given(env[variableName(name)]) ??
      given(others.length > 0 ? undefined : env[alias]);
    if (value !== undefined) raw.set(name, value);
  }
  const hasToken = mergeInputs(flags, raw).has('slack-token');
  for (const [name, value] of olderInputs(env, hasToken)) if (!raw.has(name)) raw.set(name, value);
  return raw;
}

/** A flag wins over a variable. `True` is true: some pipelines spell their booleans so. */
export function mergeInputs(flags: RawInputs, environment: RawInputs): RawInputs {
  const given = [...flags].filter(([, value]) => value.trim() !== '');
  return new Map(
    [...environment, ...given].map(([name, value]) => [
      name,
      isSwitch(name) ? value.trim().toLowerCase() : value,
    ]),
  );
}

/** What lboix/gitops-deploy spells with several variables. */
function* olderInputs(env: Env, hasToken: boolean): Generator<[InputName, string]> {
  const { DOCKER_REPO, DOCKER_IMAGE, DOCKER_TAG, SLACK_DEV_CHANNEL_ID, SLACK_PROD_CHANNEL_ID } = env;
  if (DOCKER_IMAGE && DOCKER_TAG) {
    const name = DOCKER_REPO ? `${DOCKER_REPO}/${DOCKER_IMAGE}` : DOCKER_IMAGE;
    yield ['image', `${name}:${DOCKER_TAG}`];
  }
  const channels = [
    ...(SLACK_DEV_CHANNEL_ID ? [`dev=${SLACK_DEV_CHANNEL_ID}`] : []),
    ...(SLACK_PROD_CHANNEL_ID ? [`prod=${SLACK_PROD_CHANNEL_ID}`] : []),
  ];
  // Without a token the older tool posted in vain, and its deploy was a success.
  if (channels.length > 0 && hasToken) yield ['slack-channel', channels.join('\n')];
}

const isSwitch = (name: InputName): boolean => inputOf(name).kind === 'switch';

const given = (value: string | undefined): string | undefined =>
  value === undefined || value.trim() === '' ? undefined : value;

/** `--dry-run` alone means true; `--dry-run=false` overrules a variable. */
function spellOutSwitches(argv: readonly string[]): string[] {
  return argv.map((arg) =>
    inputNames.some((name) => isSwitch(name) && arg === `--${name}`) ? `${arg}=true` : arg,
  );
}

function flagText(name: InputName, values: readonly string[]): string {
  if (values.length > 1 && inputOf(name).kind !== 'list')
    throw new DeployError(
      'invalid-input',
      `Cannot read the command line: --${name} is given ${values.length} times`,
      'give it once',
    );
  return values.join('\n');
}
