// Reads inputs one by one, and gathers what is wrong with them, so that a user sees all of it at once.
import { DeployError } from '../errors.ts';
import { describeProblem, linesOf, refusedInputs, unreplacedProblem } from './input-problem.ts';
import { type InputSource, spellingOf } from './input-source.ts';
import { allowedValues } from './inputs/input.ts';
import {
  type Choice,
  type ChoiceName,
  type InputName,
  type InputTexts,
  inputNames,
  inputOf,
} from './inputs.ts';
import { unreplacedIn, variableIn } from './unreplaced-variable.ts';

/** The part of `Cannot <action> "<thing>": <what is>` that the input's name and value say; a name in it is marked. */
const beforeWhat = /^Cannot [^"\uFDD0]*["\uFDD0][^"\uFDD1]*["\uFDD1]: /;

/** Makes a value of a text, or throws DeployError `invalid-input`. */
type Parser<T> = (text: string) => T;

/** The inputs of one run. */
export class InputReader {
  readonly #texts: InputTexts;
  readonly #source: InputSource;
  /** A sentence for everything that is wrong. */
  readonly #faults: string[];
  /** What holds a variable that nothing has replaced: that is said once, and nothing else of it. */
  readonly #unreplaced = new Map<InputName, readonly string[]>();

  /** Notes at once what is wrong with the names, with the variables in them, and with the choices, of all inputs. */
  constructor(texts: InputTexts, source: InputSource) {
    this.#texts = texts;
    this.#source = source;
    this.#faults = source.mistyped.map(
      ({ name, correct }) => `${name}: is no variable of gitops-deploy; write ${correct}, or take it away`,
    );
    for (const name of inputNames) {
      this.#checkVariables(name);
      this.#checkChoice(name);
    }
  }

  /** Gives the text of an input, or its default. */
  text(name: InputName): string | undefined {
    return this.#texts.get(name)?.trim() ?? inputOf(name).default;
  }

  /** Gives the lines of a list that are not blank. */
  list(name: InputName): readonly string[] {
    return linesOf(this.#texts.get(name) ?? '');
  }

  /** Says whether at least one of the inputs is given, or has a default. */
  isAnyGiven(...names: readonly InputName[]): boolean {
    return names.some((name) => this.text(name) !== undefined);
  }

  /** Says whether the namespace is only what the run is called by: the older tool selected nothing by it. */
  labelsNamespace(): boolean {
    return this.#source.labelsNamespace;
  }

  /** Says whether a switch is on. */
  isOn(name: InputName): boolean {
    return this.text(name) === 'true';
  }

  /** Gives the choice of an input that has one of a few values; `undefined` where it is another, which is noted already. */
  choice<Name extends ChoiceName>(name: Name): Choice<Name> | undefined {
    const text = this.text(name);
    const values: readonly string[] = inputOf(name).oneOf ?? [];
    return values.find((value): value is Choice<Name> => value === text);
  }

  /** Gives the value that `parse` makes of an input; `undefined` where it is absent or bad. */
  parsed<T>(name: InputName, parse: Parser<T>): T | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : this.#attempt(name, text, parse);
  }

  /** Gives the values that `parse` makes of the lines of a list, without those that are bad. */
  parsedList<T>(name: InputName, parse: Parser<T>): readonly T[] {
    return this.list(name).flatMap((line) => {
      const value = this.#attempt(name, line, parse);
      return value === undefined ? [] : [value];
    });
  }

  /** Notes that an input is wrong. */
  refuse(name: InputName, what: string, remedy: string): void {
    if (!this.#unreplaced.has(name)) this.#note(name, this.#texts.get(name), what, remedy);
  }

  /** Notes that an input is not given, unless its name is mistyped; `purpose` begins the remedy, how to spell the input ends it. */
  missing(name: InputName, purpose: string): void {
    if (this.#source.mistyped.some(({ input }) => input === name)) return;
    const absent = name === 'image' ? this.#source.absentImage : undefined;
    const spelled = `${purpose} with ${spellingOf(name, this.#source.isAction)}`;
    this.refuse(name, absent?.what ?? 'is missing', absent?.remedy ?? spelled);
  }

  /**
   * Ends the reading.
   * @param values `undefined` where an input that is wrong leaves none
   * @returns the values
   * @throws {DeployError} invalid-input with everything that is wrong
   */
  finish<T>(values: T | undefined): T {
    if (this.#faults.length > 0 || values === undefined) {
      throw refusedInputs(this.#faults, this.#source.isAction);
    }
    return values;
  }

  #attempt<T>(name: InputName, text: string, parse: Parser<T>): T | undefined {
    if (this.#unreplaced.get(name)?.includes(text)) return undefined;
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof DeployError)) throw error;
      const { message, remedy } = error.marked;
      this.#note(name, text, message.replace(beforeWhat, ''), remedy);
      return undefined;
    }
  }

  #note(name: InputName, text: string | undefined, what: string, remedy: string): void {
    const spelling = (this.#texts.has(name) && this.#source.spellings.get(name)) || name;
    this.#faults.push(describeProblem(spelling, name, text, what, remedy));
  }

  #checkVariables(name: InputName): void {
    const values = unreplacedIn(name, this.#texts.get(name) ?? '');
    const variable = variableIn(values[0] ?? '');
    if (variable === undefined) return;
    this.#note(name, values.join('\n'), ...unreplacedProblem(name, variable, this.#source.isAction));
    this.#unreplaced.set(name, values);
  }

  #checkChoice(name: InputName): void {
    const allowed = allowedValues(inputOf(name));
    const text = this.text(name);
    if (allowed === undefined || text === undefined || allowed.includes(text)) return;
    const choices = allowed.map((each) => `"${each}"`).join(' or ');
    this.refuse(name, 'is not one of the allowed values', `use ${choices}`);
  }
}
