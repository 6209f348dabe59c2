// The check of the comments: a first line in every file, and a docstring in one dialect for every exported function.
import { docstringBefore, functionsOf, type NamedFunction, returnTypeOf } from './functions.ts';
import { type Finding, findingAt, type Source } from './sources.ts';
import { ThrownCodes } from './thrown-codes.ts';

interface Tag {
  readonly name: string;
  /** What stands in braces after it. */
  readonly type: string | undefined;
  readonly text: string;
}

/**
 * Checks that a file begins with a line that says what lives there.
 * @param source any file
 * @returns the finding, if there is one
 */
export function checkFirstLine(source: Source): Finding[] {
  const [first = '', second = ''] = source.text.split('\n');
  const line = first.startsWith('#!') ? second : first;
  return /^\/\/ \S+ \S+/.test(line)
    ? []
    : [findingAt(source, 0, 'the first line is no comment (`// ...`) that says what lives here')];
}

/**
 * Checks the docstrings of exported functions: a sentence, `@param` for what its type does not say, `@returns`, and `@throws {DeployError}`
 * with the codes that are seen to be thrown.
 * @param sources the files of src/
 * @param codes every code of an error
 * @returns what is missing or wrong
 */
export function checkDocstrings(sources: readonly Source[], codes: ReadonlySet<string>): Finding[] {
  const thrown = new ThrownCodes(sources);
  return [
    ...sources.flatMap(checkDialect),
    ...sources
      .flatMap(functionsOf)
      .flatMap((func) => (func.exported ? checkFunction(func, thrown, codes) : [])),
  ];
}

/** `Throws X` and `@throws X` without braces are other dialects of `@throws {X}`. */
function checkDialect(source: Source): Finding[] {
  return source.comments
    .filter(({ value }) =>
      /(?<!@)\bThrows (?:DeployError|`)|@throws (?!\{)|@throws \{\w+\} `|@return\b|@param \w+ -/.test(value),
    )
    .map(({ start }) =>
      findingAt(
        source,
        start,
        'write `@throws {DeployError} code ...`, `@returns ...`, `@param name ...`, without dashes and backticks',
      ),
    );
}

function checkFunction(func: NamedFunction, thrown: ThrownCodes, codes: ReadonlySet<string>): Finding[] {
  const { source, name, start } = func;
  const comment = docstringBefore(source, start);
  if (comment === undefined) return [findingAt(source, start, `"${name}" has no docstring`)];
  const { sentence, tags } = readDocstring(comment.value);
  const problems = [
    ...(/^[A-Z][a-z]*s [^.]+[.:]/.test(sentence)
      ? []
      : ['does not begin with a sentence that says what it does: "Reads ...", "Says whether ..."']),
    ...paramProblems(func, tags),
    ...returnsProblems(func, tags),
    ...throwsProblems(func, tags, thrown, codes),
  ];
  return problems.map((problem) => findingAt(source, start, `the docstring of "${name}" ${problem}`));
}

function readDocstring(comment: string): { sentence: string; tags: Tag[] } {
  const text = comment
    .replace(/^\*/, '')
    .replaceAll(/^\s*\* ?/gm, '')
    .trim();
  const [sentence = '', ...rest] = text.split(/(?:^|\s)@(?=(?:param|returns|throws|see)\b)/);
  const tags = rest.map((tag) => {
    const [, name = '', type, said = ''] = /^(\w+)\s*(?:\{([^}]*)\})?\s*(.*)$/s.exec(tag) ?? [];
    return { name, type, text: said.trim() };
  });
  return { sentence: sentence.trim(), tags };
}

function paramProblems({ node, source }: NamedFunction, tags: readonly Tag[]): string[] {
  const said = tags.filter(({ name }) => name === 'param').map(({ text }) => text.split(/[.\s]/)[0] ?? '');
  const params = node.params.map((param) =>
    'type' in param && param.type === 'Identifier' ? param : undefined,
  );
  const destructured = node.params.some((param) => param.type !== 'Identifier');
  const names = new Set(params.map((param) => param?.name));
  const silent = params.filter((param) => {
    const annotation = param?.typeAnnotation?.typeAnnotation;
    const type = annotation == null ? '' : source.text.slice(annotation.start, annotation.end);
    return (
      /^(?:number|string|boolean|Buffer|Uint8Array)(?: \| undefined)?$/.test(type) &&
      !said.includes(param?.name ?? '')
    );
  });
  return [
    ...silent.map((param) => `has no "@param ${param?.name}", whose type says neither unit nor shape`),
    ...said
      .filter((name) => !destructured && !names.has(name))
      .map((name) => `has "@param ${name}", which is no parameter`),
  ];
}

function returnsProblems(func: NamedFunction, tags: readonly Tag[]): string[] {
  const returns = !/^(?:void|never|Promise<(?:void|never)>|asserts .*)$/.test(returnTypeOf(func));
  const said = tags.some(({ name }) => name === 'returns');
  if (returns === said) return [];
  return [returns ? 'has no "@returns"' : 'has "@returns", and nothing is returned'];
}

function throwsProblems(
  func: NamedFunction,
  tags: readonly Tag[],
  thrown: ThrownCodes,
  known: ReadonlySet<string>,
): string[] {
  const said = tags.filter(
    ({ name, type }) => name === 'throws' && /^(?:DeployError|RemoteError)$/.test(type ?? ''),
  );
  const text = said.map((tag) => tag.text).join(' ');
  const { codes, passesOn } = thrown.of(func);
  const unsaid = [...codes].filter((code) => !new RegExp(`(?<![\\w-])${code}(?![\\w-])`).test(text));
  const unknown = said.flatMap((tag) => leadingCodes(tag.text)).filter((code) => !known.has(code));
  return [
    ...unsaid.map((code) => `has no "@throws {DeployError} ${code}"`),
    ...(passesOn && said.length === 0 ? ['has no "@throws {DeployError}", and it calls what throws'] : []),
    ...unknown.map((code) => `has "@throws ${code}", which is no code of an error`),
  ];
}

/** The codes that a tag begins with, separated by commas: `invalid-input, not-editable where ...`. */
function leadingCodes(text: string): string[] {
  const [list = ''] = /^[a-z]+(?:-[a-z]+)+(?:,\s+[a-z]+(?:-[a-z]+)+)*/.exec(text) ?? [];
  return list.split(/,\s+/).filter((code) => code !== '');
}
