import { DeployError } from '../errors.ts';
import { type InputName, inputNames, inputOf } from './inputs.ts';
import { type Provenance, spelling } from './provenance.ts';
import type { RawInputs } from './raw.ts';
import { secretsIn } from './secret-forms.ts';

/** Gathers what is wrong with the inputs, so that a user sees all of it at once. */
export interface InputReader {
  text(name: InputName): string | undefined;
  list(name: InputName): readonly string[];
  isOn(name: InputName): boolean;
  /** The value that `parse` makes of the input; `undefined` when it is absent or bad. */
  parsed<T>(name: InputName, parse: (text: string) => T): T | undefined;
  parsedList<T>(name: InputName, parse: (text: string) => T): readonly T[];
  complain(name: InputName, what: string, remedy: string): void;
  /** A problem with an input that is not given; `purpose` begins the remedy, how to spell the input ends it. */
  missing(name: InputName, purpose: string): void;
  /** Throws `invalid-input` with every problem, if there are any. */
  finish(): void;
}

export function readInputs(raw: RawInputs, provenance: Provenance): InputReader {
  const problems = provenance.misspelt.map(
    ({ name, meant }) => `${name}: is no variable of gitops-deploy; write ${meant}, or take it away`,
  );
  const complain = (name: InputName, what: string, remedy: string): void => {
    problems.push(`${name}${shown(name, raw.get(name))}: ${what}; ${remedy}`);
  };
  const text = (name: InputName): string | undefined => raw.get(name)?.trim() ?? inputOf(name).default;
  const list = (name: InputName): string[] => lines(raw.get(name) ?? '');
  const attempt = <T>(name: InputName, value: string, parse: (text: string) => T): T | undefined => {
    try {
      return parse(value);
    } catch (error) {
      if (!(error instanceof DeployError)) throw error;
      problems.push(`${name}${shown(name, value)}: ${reason(error)}; ${error.remedy}`);
      return undefined;
    }
  };
  checkChoices(text, complain);
  return {
    text,
    list,
    isOn: (name) => text(name) === 'true',
    parsed: (name, parse) => {
      const value = text(name);
      return value === undefined ? undefined : attempt(name, value, parse);
    },
    parsedList: (name, parse) =>
      list(name).flatMap((line) => {
        const value = attempt(name, line, parse);
        return value === undefined ? [] : [value];
      }),
    complain,
    missing: (name, purpose) => {
      const why = provenance.absent.get(name);
      const spelled = `${purpose} with ${spelling(name, provenance)}`;
      complain(name, why?.what ?? 'is missing', why?.remedy ?? spelled);
    },
    finish: () => {
      if (problems.length > 0) throw badInputs(problems, provenance);
    },
  };
}

/** A problem with one input's value; the reader puts the input's name and value before it. */
export function badValue(what: string, remedy: string): DeployError {
  return new DeployError('invalid-input', what, remedy);
}

function badInputs(problems: readonly string[], { action }: Provenance): DeployError {
  const one = problems.length === 1;
  const see = action ? "see the inputs in the Action's README" : 'see "gitops-deploy help inputs"';
  return new DeployError(
    'invalid-input',
    `Cannot use the inputs: ${one ? problems[0] : `${problems.length} problems\n- ${problems.join('\n- ')}`}`,
    one ? see : `fix them all; ${see}`,
  );
}

function checkChoices(
  text: (name: InputName) => string | undefined,
  complain: (name: InputName, what: string, remedy: string) => void,
): void {
  for (const name of inputNames) {
    const { kind, oneOf } = inputOf(name);
    const allowed = kind === 'switch' ? ['true', 'false'] : oneOf;
    const value = text(name);
    if (allowed !== undefined && value !== undefined && !allowed.includes(value))
      complain(
        name,
        'is not one of the allowed values',
        `use ${allowed.map((each) => `"${each}"`).join(' or ')}`,
      );
  }
}

/** The part of a message `Cannot <action> "<thing>": <what is>` that is not said by the input's name and value. */
function reason(error: DeployError): string {
  return error.message.replace(/^Cannot [^"]*"[^"]*": /, '');
}

function shown(name: InputName, value: string | undefined): string {
  if (value === undefined) return '';
  // Of a URL that is no URL nobody knows where its password ends.
  const mayHoldSecret = name === 'repository' && /[@?#]/.test(value.replace(/^(?:ssh:\/\/)?git@/, ''));
  if (inputOf(name).secret || mayHoldSecret || secretsIn(value).length > 0) return ' (value hidden)';
  const text = lines(value).join(', ');
  return ` "${text.length > 200 ? `${text.slice(0, 200)}...` : text}"`;
}

function lines(value: string): string[] {
  return value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
