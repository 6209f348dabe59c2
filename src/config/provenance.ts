import { type InputName, inputNames, inputVariable, variableName } from './inputs.ts';
import { misspeltInput, shortenedInput } from './misspelt.ts';
import type { Env } from './raw.ts';

/** How the inputs were given, as far as problems must speak of it. */
export interface Provenance {
  /** By `with:` of the Action; else by flags and variables. */
  readonly action: boolean;
  /** Variables that are nearly one of ours: ignored, a misspelt dry run would push. */
  readonly misspelt: readonly {
    readonly name: string;
    readonly input: InputName;
    /** How it is spelled right. */
    readonly meant: string;
  }[];
  /** Why an input has no value, where the environment shows it. */
  readonly absent: ReadonlyMap<InputName, { readonly what: string; readonly remedy: string }>;
}

export function readProvenance(env: Env): Provenance {
  // The runner sets a variable for every input of action.yml, empty where none is given; `run:` steps get none.
  const action = env.GITHUB_ACTIONS === 'true' && inputNames.some((name) => inputVariable(name) in env);
  return { action, misspelt: misspeltVariables(env, action), absent: olderImage(env) };
}

/** How a user gives the input, for remedies. */
export function spelling(name: InputName, { action }: Pick<Provenance, 'action'>): string {
  return action ? `"${name}:" under "with:"` : `--${name} or ${variableName(name)}`;
}

/** Names that are far from all of ours may belong to the pipeline itself: `GITOPS_DEPLOY_VERSION`. */
function misspeltVariables(env: Env, action: boolean): Provenance['misspelt'] {
  const known = new Set(inputNames.flatMap((name) => [variableName(name), inputVariable(name)]));
  return Object.keys(env).flatMap((name) => {
    const rest = (action ? /^(?:GITOPS_?DEPLOY|INPUT)_(.+)$/i : /^GITOPS_?DEPLOY_(.+)$/i).exec(name)?.[1];
    if (rest === undefined || known.has(name) || (env[name] ?? '').trim() === '') return [];
    const input = misspeltInput(rest) ?? shortenedName(rest, env);
    if (input === undefined) return [];
    const meant = /^INPUT_/i.test(name) ? spelling(input, { action: true }) : variableName(input);
    return [{ name, input, meant }];
  });
}

/** Where the whole name is given too, the short one is where the pipeline has the value from. */
function shortenedName(name: string, env: Env): InputName | undefined {
  const input = shortenedInput(name);
  if (input === undefined) return undefined;
  return env[variableName(input)] || env[inputVariable(input)] ? undefined : input;
}

/** The image of lboix/gitops-deploy comes in parts; a pipeline that forgets one has none. */
function olderImage({ DOCKER_REPO, DOCKER_IMAGE, DOCKER_TAG }: Env): Provenance['absent'] {
  const parts = { DOCKER_IMAGE, DOCKER_TAG };
  const empty = Object.entries(parts).flatMap(([name, value]) => (value ? [] : [name]));
  if (empty.length === 0 || !(DOCKER_REPO || DOCKER_IMAGE || DOCKER_TAG)) return new Map();
  const verb = empty.length === 1 ? 'is' : 'are';
  const what = `is missing: ${empty.join(' and ')} ${verb} empty or not set`;
  return new Map([['image', { what, remedy: `let the pipeline set ${empty.join(' and ')}` }]]);
}
