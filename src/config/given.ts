// Everything that a run is given from outside: flags and environment are read here, and nowhere else.
import type { NetworkSettings } from '../remote/network-settings.ts';
import type { LoginFiles } from '../remote/registry-login.ts';
import { readAuthorities } from './authority-variables.ts';
import type { CiRun } from './ci/ci-run.ts';
import { readCi } from './ci/read-ci.ts';
import { readFileInputs } from './file-inputs.ts';
import { type GitIdentities, readGitIdentities } from './git-variables.ts';
import { linesOf } from './input-problem.ts';
import { type InputSource, readInputSource } from './input-source.ts';
import { type InputName, type InputTexts, inputNames, inputOf } from './inputs.ts';
import { readLboixVariables } from './lboix.ts';
import { readLoginFiles } from './login-files.ts';
import { proxyPasswords, readProxies } from './proxy-variables.ts';
import { splitReceiverLine } from './receiver-line.ts';
import { secretsIn } from './secret-forms.ts';
import { readVariables, type Variables } from './variables.ts';

/** What a run is given, before any of its values is parsed. */
export interface Given {
  readonly inputs: InputTexts;
  readonly source: InputSource;
  readonly ci: CiRun;
  readonly gitIdentities: GitIdentities;
  readonly network: NetworkSettings;
  readonly loginFiles: LoginFiles;
  /** What must never be printed. */
  readonly secrets: readonly string[];
  /** Whether the result is asked for as JSON. */
  readonly json: boolean;
}

/**
 * Reads what the run is given.
 * @param argv the command line that the flags are from: a word of it may be a secret too
 * @param readText gives the text of the file at a path; `undefined` where there is none that can be read
 * @returns inputs as texts, and what the environment says of the run
 */
export function readGiven(
  argv: readonly string[],
  flags: InputTexts,
  variables: Variables,
  readText: (path: string) => string | undefined,
): Given {
  const inputs = readFileInputs(readInputTexts(flags, variables), readText);
  const proxies = readProxies(variables);
  return {
    inputs,
    source: readInputSource(variables, new Map(filledOf(flags))),
    ci: readCi(variables, readText),
    gitIdentities: readGitIdentities(variables),
    network: { proxies, authorities: readAuthorities(variables, readText) },
    loginFiles: readLoginFiles(variables),
    secrets: [...secretsOf(inputs), ...argv.flatMap(secretsIn), ...proxyPasswords(proxies)],
    json: inputs.get('json') === 'true',
  };
}

/**
 * Puts the spellings of the inputs together: a flag wins over a variable, and our own variable over the older tool's.
 * @returns the texts; a switch in lower case, because some pipelines spell their booleans `True`
 */
export function readInputTexts(flags: InputTexts, variables: Variables): InputTexts {
  const filled = filledOf(flags);
  const own = readVariables(variables);
  const older = readLboixVariables(variables, new Map([...own, ...filled]));
  return new Map(
    [...older, ...own, ...filled].map(([name, text]) => [
      name,
      inputOf(name).kind === 'switch' && /^\s*(?:true|false)\s*$/i.test(text)
        ? text.trim().toLowerCase()
        : text,
    ]),
  );
}

function filledOf(flags: InputTexts): readonly (readonly [InputName, string])[] {
  return [...flags].filter(([, text]) => text.trim() !== '');
}

/** What of a line is a secret: the address, without what says whose it is. */
function addressOf(line: string): string {
  return splitReceiverLine(line).to.replace(/^[\w-]+\+(?=https?:)/i, '');
}

/**
 * Gathers every secret among the inputs, to be masked.
 * @returns also one that stands in the wrong input, where its form gives it away
 */
export function secretsOf(inputs: InputTexts): string[] {
  return inputNames
    .flatMap((name) => {
      const text = inputs.get(name)?.trim() ?? '';
      const { secret, kind } = inputOf(name);
      const whole = kind === 'list' ? linesOf(text).map(addressOf) : [text];
      return secret ? [...whole, ...secretsIn(text)] : secretsIn(text);
    })
    .filter(Boolean);
}
