import { parseArgs } from 'node:util';
import { DeployError } from '../errors.ts';
import { type InputName, inputNames, inputOf, inputVariable, variableName } from './inputs.ts';
import { nearestInput, shortenedInput } from './misspelt.ts';

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
  const meant = nearestInput(option) ?? shortenedInput(option);
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
    const value = given(env[inputVariable(name)]) ?? given(env[variableName(name)]);
    if (value !== undefined) raw.set(name, value);
  }
  const own = mergeInputs(flags, raw);
  for (const [name, value] of olderInputs(env, own)) if (!raw.has(name)) raw.set(name, value);
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

/**
 * What the variables of lboix/gitops-deploy mean.
 * @param own what our own spellings say
 */
function* olderInputs(env: Env, own: RawInputs): Generator<[InputName, string]> {
  for (const name of ['repository', 'ssh-key', 'file'] as const) {
    const value = given(env[inputOf(name).aliases?.[0] ?? '']);
    if (value !== undefined) yield [name, value];
  }
  const { CLUSTER_GIT_CLONE_URL, YAML_FILE_PATH, DOCKER_REPO, DOCKER_IMAGE, DOCKER_TAG } = env;
  const namespace = given(env.NAMESPACE);
  // Many a pipeline has variables of the other names for something else.
  const isOlder = Boolean(CLUSTER_GIT_CLONE_URL || YAML_FILE_PATH);
  if (isOlder && namespace !== undefined) yield ['namespace', namespace];
  if (DOCKER_IMAGE && DOCKER_TAG && (isOlder || !own.has('set'))) {
    const name = DOCKER_REPO ? `${DOCKER_REPO}/${DOCKER_IMAGE}` : DOCKER_IMAGE;
    yield ['image', `${name}:${DOCKER_TAG}`];
  }
  yield* olderSlack(env, own);
}

/** Token and channel mean something together; with one of them the older tool posted in vain, and ended well. */
function* olderSlack(env: Env, own: RawInputs): Generator<[InputName, string]> {
  const { SLACK_APP_TOKEN, SLACK_DEV_CHANNEL_ID, SLACK_PROD_CHANNEL_ID } = env;
  const channels = [
    ...(SLACK_DEV_CHANNEL_ID ? [`dev=${SLACK_DEV_CHANNEL_ID}`] : []),
    ...(SLACK_PROD_CHANNEL_ID ? [`prod=${SLACK_PROD_CHANNEL_ID}`] : []),
  ];
  const token = own.get('slack-token') ?? given(SLACK_APP_TOKEN);
  const channel = own.get('slack-channel') ?? given(channels.join('\n'));
  if (token === undefined || channel === undefined) return;
  yield ['slack-token', token];
  yield ['slack-channel', channel];
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
