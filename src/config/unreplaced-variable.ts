// Variables that nothing has replaced: a CI or a shell was to put a value there, and the text of the variable came through.
import { linesOf } from './input-problem.ts';
import { type InputName, inputOf } from './inputs.ts';

/**
 * The spellings of shells, GitHub, GitLab, Azure Pipelines, CircleCI, Octopus Deploy, Helm and Jinja. Sources: docs.github.com
 * "Contexts"; docs.gitlab.com/ci/inputs; learn.microsoft.com/azure/devops/pipelines/process/variables; circleci.com/docs
 * "Pipeline values"; octopus.com/docs "Variable substitutions". "Ke$ha" is a name.
 */
const forms: readonly RegExp[] = [
  /\$\{\{.*?\}\}/s,
  /\$\{[^{}]*\}?/,
  /\$\([^()]*\)?/,
  /\$\[\[[^\]]*\]\]/,
  /\$\[\s*[a-z]+[.(].*?\]/i,
  /\$env:\w+/i,
  /(?<!\b[A-Z][a-z]+)\$[a-z_]\w*|\$[A-Z_]\w*/,
  /\{\{[^{}]*\}\}/,
  /<<\s*(?:parameters|pipeline|matrix)\.[^<>]*>>/,
  /#\{[A-Za-z_][^{}]*\}/,
];

/** Windows and TeamCity. Bytes of Latin-1, percent-encoded around a letter, are none. */
const percentForm = /%(?![0-9A-F]{2}[a-z]*%[0-9A-F]{2})[A-Za-z_][\w.]*(?::[^%\s]*)?%/;
/** A character of UTF-8, percent-encoded: RFC 3986, 2.1. */
const encoded =
  /%[0-7][0-9A-F]|%(?:C[2-9]|D[0-9A-F])%[89AB][0-9A-F]|%E[0-9A-F](?:%[89AB][0-9A-F]){2}|%F[0-4](?:%[89AB][0-9A-F]){3}/gi;

/**
 * Finds the variables in an input that nothing has replaced. A password may hold anything, so that of a secret, and of what
 * may be the path of a file, only the whole value counts.
 * @param name of the input
 * @param text as it is given
 * @returns the lines of a list, or the text, that cannot be used; none where the input is a template that keeps variables
 */
export function unreplacedIn(name: InputName, text: string): readonly string[] {
  const { kind, keepsVariables, secret, orFile } = inputOf(name);
  if (keepsVariables) return [];
  const values = kind === 'list' ? linesOf(text) : [text.trim()];
  return values.filter((value) => {
    const found = variableIn(value);
    return secret || orFile ? found !== undefined && found === withoutQuotes(value) : found !== undefined;
  });
}

/**
 * Finds the first variable of a text.
 * @param text any text
 * @returns the variable as it stands there; `undefined` where there is none
 */
export function variableIn(text: string): string | undefined {
  const plain = forms.map((form) => form.exec(text)).filter((match) => match !== null);
  const [first] = plain.sort((a, b) => a.index - b.index);
  return first?.[0] ?? percentForm.exec(text.replace(encoded, ' '))?.[0];
}

const withoutQuotes = (text: string): string => /^(["'`])(.*)\1$/s.exec(text)?.[2] ?? text;
