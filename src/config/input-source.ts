// How the inputs were given, as far as messages about them must know.
import {
  type InputName,
  type InputTexts,
  inputNames,
  inputOf,
  inputVariable,
  variableName,
} from './inputs.ts';
import { type Absence, absentImage } from './lboix.ts';
import { mistypedInput, shortenedInput, synonymOf } from './nearest-input.ts';
import { nonEmpty, readVariables, type Variables } from './variables.ts';

/** A variable that is nearly one of ours: if it was ignored, a mistyped dry run would push. */
interface MistypedVariable {
  readonly name: string;
  readonly input: InputName;
  /** How the input is given rightly. */
  readonly correct: string;
}

/** How the inputs were given. */
export interface InputSource {
  /** By `with:` of the Action; else by flags and variables. */
  readonly isAction: boolean;
  readonly mistyped: readonly MistypedVariable[];
  /** Why there is no image, where the environment shows it. */
  readonly absentImage: Absence | undefined;
  /** The namespace is the older tool's, which selected nothing by it. */
  readonly labelsNamespace: boolean;
  /** The spelling by which each input was given: `--image`, `GITOPS_DEPLOY_IMAGE`, in the Action `image`. */
  readonly spellings: ReadonlyMap<InputName, string>;
}

/**
 * Finds out how the inputs were given.
 * @param flags the flags that are not empty
 * @returns what messages must know
 */
export function readInputSource(variables: Variables, flags: InputTexts = new Map()): InputSource {
  // The runner sets a variable for every input of action.yml, empty where none is given; `run:` steps get none.
  const isAction =
    variables.GITHUB_ACTIONS === 'true' && inputNames.some((name) => inputVariable(name) in variables);
  return {
    isAction,
    mistyped: mistypedVariables(variables, isAction),
    absentImage: absentImage(variables),
    labelsNamespace:
      !flags.has('namespace') &&
      !readVariables(variables).has('namespace') &&
      nonEmpty(variables.NAMESPACE) !== undefined,
    spellings: new Map(
      inputNames.flatMap((name) => {
        const spelling = givenAs(name, variables, flags);
        return spelling === undefined ? [] : [[name, spelling] as const];
      }),
    ),
  };
}

/** The spelling that wins; a value may be made of several older variables. */
function givenAs(name: InputName, variables: Variables, flags: InputTexts): string | undefined {
  if (flags.has(name)) return `--${name}`;
  if (nonEmpty(variables[inputVariable(name)]) !== undefined) return name;
  if (nonEmpty(variables[variableName(name)]) !== undefined) return variableName(name);
  const older = (inputOf(name).aliases ?? []).filter((alias) => nonEmpty(variables[alias]) !== undefined);
  return older.length === 0 ? undefined : older.join(', ');
}

/**
 * Says how a user gives the input, for remedies.
 * @param isAction whether the run is the Action
 * @returns the end of a sentence
 */
export function spellingOf(name: InputName, isAction: boolean): string {
  return isAction ? `"${name}:" under "with:"` : `--${name} or ${variableName(name)}`;
}

/** Names that are far from all of ours may belong to the pipeline itself: `GITOPS_DEPLOY_VERSION`. */
function mistypedVariables(variables: Variables, isAction: boolean): readonly MistypedVariable[] {
  const known = new Set(inputNames.flatMap((name) => [variableName(name), inputVariable(name)]));
  const ours = isAction ? /^(?:GITOPS_?DEPLOY|INPUT)_(.+)$/i : /^GITOPS_?DEPLOY_(.+)$/i;
  return Object.entries(variables).flatMap(([name, text = '']) => {
    const rest = ours.exec(name)?.[1];
    if (rest === undefined || known.has(name) || text.trim() === '') return [];
    const isInput = /^INPUT_/i.test(name);
    const input =
      mistypedInput(rest) ?? shortened(rest, variables) ?? (isInput ? synonymOf(rest) : undefined);
    if (input === undefined) return [];
    const correct = isInput ? spellingOf(input, true) : variableName(input);
    return [{ name, input, correct }];
  });
}

/** Where the whole name is given too, the short one is where the pipeline has the value from. */
function shortened(name: string, variables: Variables): InputName | undefined {
  const input = shortenedInput(name);
  if (input === undefined) return undefined;
  return variables[variableName(input)] || variables[inputVariable(input)] ? undefined : input;
}
