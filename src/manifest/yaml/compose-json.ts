// Large JSON to nodes: the same that the yaml library makes of it, in a fraction of its time and memory.
import { Pair, type ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Composition } from './compose.ts';
import type { TextSource } from './text-source.ts';

/**
 * Reads a document that is JSON from its first bracket to its last.
 * @param source the document; its brackets nest no deeper than is read
 * @returns its root; `undefined` where it is no JSON
 */
export function composeJson(source: TextSource): Composition | undefined {
  const { text } = source;
  const start = /^\uFEFF?(?:---[ \t]*\r?\n)?\s*(?=[[{])/.exec(text)?.[0].length;
  if (start === undefined) return undefined;
  if (!isJson(text.slice(start))) return undefined;
  return { root: new JsonReader(text, start).value(), error: undefined };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Reads what is known to be JSON. */
class JsonReader {
  readonly #text: string;
  #at: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  value(): ParsedNode {
    this.#skip(space);
    switch (this.#text[this.#at]) {
      case '{':
        return this.#map();
      case '[':
        return this.#list();
      case '"':
        return this.#string();
      default:
        return this.#word();
    }
  }

  #map(): ParsedNode {
    const map = new YAMLMap<ParsedNode, ParsedNode>();
    const start = this.#at++;
    while (this.#skip(separators) !== '}') {
      const key = this.#string();
      this.#skip(beforeValue);
      map.items.push(new Pair(key, this.value()));
    }
    return this.#closed(map as YAMLMap.Parsed, start);
  }

  #list(): ParsedNode {
    const list = new YAMLSeq<ParsedNode>();
    const start = this.#at++;
    while (this.#skip(separators) !== ']') list.items.push(this.value());
    return this.#closed(list as YAMLSeq.Parsed, start);
  }

  #closed<T extends YAMLMap.Parsed | YAMLSeq.Parsed>(node: T, start: number): T {
    node.flow = true;
    node.range = [start, ++this.#at, this.#at];
    return node;
  }

  #string(): ParsedNode {
    const start = this.#at;
    let end = this.#text.indexOf('"', start + 1);
    while (this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    const inner = this.#text.slice(start + 1, end);
    this.#at = end + 1;
    return this.#scalar(
      start,
      inner.includes('\\') ? (JSON.parse(`"${inner}"`) as string) : inner,
      'QUOTE_DOUBLE',
    );
  }

  #isEscaped(quote: number): boolean {
    let first = quote;
    while (this.#text[first - 1] === '\\') first--;
    return (quote - first) % 2 === 1;
  }

  #word(): ParsedNode {
    const start = this.#at;
    while (!behindWord.includes(this.#text[this.#at] ?? ' ')) this.#at++;
    return this.#scalar(start, this.#text.slice(start, this.#at), 'PLAIN');
  }

  #scalar(start: number, text: string, type: Scalar.Type): ParsedNode {
    const scalar = new Scalar(text) as Scalar.Parsed;
    scalar.range = [start, this.#at, this.#at];
    scalar.source = text;
    scalar.type = type;
    return scalar;
  }

  /** Goes on to the next sign that is none of these, and gives it. */
  #skip(signs: string): string | undefined {
    while (signs.includes(this.#text[this.#at] ?? end)) this.#at++;
    return this.#text[this.#at];
  }
}

/** No sign. */
const end = 'the end';
const space = ' \t\r\n';
const separators = `${space},`;
const beforeValue = `${space}:`;
const behindWord = `${separators}]}`;
