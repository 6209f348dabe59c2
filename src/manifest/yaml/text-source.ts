// Texts that hold YAML, and where they stand in their file.
/** A file's text and what its offsets mean to a person. */
export interface Manifest {
  readonly path: string;
  readonly text: string;
  /** Lines count from 1. */
  readonly lineAt: (offset: number) => number;
  /** The namespaces that kustomizations give the file. */
  readonly namespaces: readonly string[];
  /** The file's line end. */
  readonly newline: '\n' | '\r\n';
}

/** A text that holds YAML: a file's document or what a block scalar holds. `toFile` leads an offset back to the file. */
export interface TextSource {
  readonly manifest: Manifest;
  readonly text: string;
  readonly toFile: (offset: number) => number;
  /** What a new line has to start with to belong to this text. */
  readonly indent: string;
  /** Lines are left out. */
  readonly abridged: boolean;
  /** Words that are looked for: YAML in a block scalar is read where one of them stands in it. */
  readonly words: readonly string[];
  /**
   * Gives what is added to this text as it has to stand in the file: with the escapes of quotes around it.
   * @throws {DeployError} not-editable: it has lines, and the text around it holds none
   */
  readonly escape: (added: string) => string;
}

/**
 * Makes a file's text ready to be cut and searched.
 * @param path the file's path
 * @param text its text
 * @param namespaces those that kustomizations give it
 * @returns the text, with its lines and its line end
 */
export function openManifest(path: string, text: string, namespaces: readonly string[] = []): Manifest {
  const newline = /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';
  return { path, text, lineAt: lineCounter(text), namespaces, newline };
}

/**
 * Takes a whole file as one text of YAML.
 * @param manifest the file's text
 * @param words words that are looked for
 * @returns the text, with offsets that are those of the file
 */
export function wholeFile(manifest: Manifest, words: readonly string[] = []): TextSource {
  return {
    manifest,
    text: manifest.text,
    toFile: (offset) => offset,
    indent: '',
    abridged: false,
    words,
    escape: (added) => added,
  };
}

/**
 * Cuts a text into its documents, each with the comments and directives before it. A line that starts with `---` or
 * `...` ends a document wherever it stands, in scalars too (https://yaml.org/spec/1.2.2/#rule-c-forbidden), so
 * a document can be read, and proven unchanged, without the others.
 * @param source a text of any number of documents
 * @returns a text for each document
 */
export function splitDocuments(source: TextSource): readonly TextSource[] {
  const cuts = [0, ...boundaries(source.text), source.text.length];
  return cuts.slice(1).flatMap((end, index) => {
    const start = cuts[index] ?? 0;
    if (end === start && cuts.length > 2) return [];
    const toFile = (offset: number): number => source.toFile(start + offset);
    return [{ ...source, text: source.text.slice(start, end), toFile }];
  });
}

function boundaries(text: string): number[] {
  const found: number[] = [];
  let start = 0;
  let open = false;
  for (const match of text.matchAll(/(?:\n|^\uFEFF?)(---|\.\.\.)(?=[ \t\r\n]|$)/g)) {
    const index = match.index + match[0].length - 3;
    if (match[1] === '---') {
      if (open || hasContent(text, start, index)) found.push(index);
      start = found.at(-1) ?? 0;
      open = true;
      continue;
    }
    const lineEnd = text.indexOf('\n', index) + 1 || text.length;
    if (lineEnd < text.length) found.push(lineEnd);
    start = lineEnd;
    open = false;
  }
  return found;
}

/** Whether more than comments, directives and blank lines stands there. */
function hasContent(text: string, start: number, end: number): boolean {
  return /(?:^|\n)(?:[ \t]+[^\s#]|[^\s#%])/.test(text.slice(start, end));
}

function lineCounter(text: string): (offset: number) => number {
  let starts: number[] | undefined;
  return (offset) => {
    starts ??= lineStarts(text);
    return lineIndex(starts, offset) + 1;
  };
}

/**
 * Lists where lines start.
 * @param text any text
 * @returns an offset for each line, the first one 0
 */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/**
 * Finds the last start that is not behind an offset.
 * @param starts offsets in their order
 * @param offset any offset
 * @returns an index of `starts`, from 0
 */
export function lineIndex(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
