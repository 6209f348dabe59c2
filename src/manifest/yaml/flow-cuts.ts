// What can be left out of brackets that are large and hold none of the words that are looked for.
import type { TextRange } from './block-entries.ts';

/** Shorter collections may be a part of an image, `{name: image.tag, value: v1}`, or say where it is deployed to. */
const largeCollection = 160;

/** Where brackets begin a value; at the start of a document there may be more before them. */
const opening = /^[ ]*(?:- +)*(?:["']?[\w./-]+["']?[ ]*:[ \t]+)?(?=[[{])/gm;
const start = /^\uFEFF?(?:---[ \t]*)?\s*(?=[[{])/;
/** Deeper ones are refused when they are read. */
const deepest = 200;

/**
 * Finds the contents of collections in brackets that hold no word and are large, the outermost of them: without these the text
 * has the same structure, with the same items and keys in the same places. An object's metadata says where an image is, and stays.
 * @param text a document without anchors and aliases
 * @param hasWord says whether one of the words stands in a range
 * @returns what may be left out, in order
 */
export function flowCuts(
  text: string,
  hasWord: (start: number, end: number) => boolean,
): readonly TextRange[] {
  const cuts: TextRange[] = [];
  let [done, inVain] = [0, 0];
  for (const at of openings(text)) {
    if (at < done) continue;
    const scan = new FlowScan(text, at, hasWord);
    const end = scan.end();
    if (end === undefined) inVain += scan.at - at;
    // Brackets in brackets that are not plain would be gone through again and again.
    if (inVain > text.length) break;
    if (end === undefined) continue;
    for (const cut of scan.cuts) cuts.push(cut);
    done = end;
  }
  return cuts;
}

function* openings(text: string): Generator<number> {
  const [before] = start.exec(text) ?? [];
  if (before !== undefined) yield before.length;
  for (const { index, 0: lead } of text.matchAll(opening)) yield index + lead.length;
}

/** A collection that is open. */
interface Open {
  readonly start: number;
  /** How many cuts there were before it. */
  readonly cuts: number;
  readonly isMetadata: boolean;
}

/** Goes through brackets once. It knows quotes, and gives up where more than the grammar of JSON or bare words may count. */
class FlowScan {
  readonly cuts: TextRange[] = [];
  readonly #text: string;
  readonly #hasWord: (start: number, end: number) => boolean;
  readonly #open: Open[] = [];
  #at: number;
  /** The last scalar, and whether a colon is behind it. */
  #token: TextRange = { start: 0, end: 0 };
  #isKey = false;

  constructor(text: string, start: number, hasWord: (start: number, end: number) => boolean) {
    this.#text = text;
    this.#at = start;
    this.#hasWord = hasWord;
  }

  get at(): number {
    return this.#at;
  }

  /** Where the brackets end; `undefined` where that is not plain to see. */
  end(): number | undefined {
    do {
      if (!this.#step()) return undefined;
    } while (this.#open.length > 0);
    const rest = /[ \t]*(?:\r?\n|$)/y;
    rest.lastIndex = this.#at;
    return rest.test(this.#text) ? this.#at : undefined;
  }

  #step(): boolean {
    const sign = this.#text[this.#at];
    if (sign === undefined || this.#open.length > deepest) return false;
    if ('[{'.includes(sign)) this.#begin();
    else if (']}'.includes(sign)) this.#close();
    else if (sign === ',') this.#isKey = false;
    else if (sign === ':') this.#isKey = true;
    else if (!' \t\r\n'.includes(sign)) return this.#scalar(sign);
    this.#at++;
    return true;
  }

  #begin(): void {
    const { start, end } = this.#token;
    const isMetadata =
      this.#isKey && /^["']?metadata["']?$/.test(this.#text.slice(start, Math.min(end, start + 12)));
    this.#open.push({ start: this.#at, cuts: this.cuts.length, isMetadata });
    this.#isKey = false;
  }

  #close(): void {
    const { start, cuts, isMetadata } = this.#open.pop() ?? { start: this.#at, cuts: 0, isMetadata: true };
    const isIdle = this.#at - start > largeCollection && !isMetadata && !this.#hasWord(start, this.#at);
    if (isIdle || isMetadata) this.cuts.length = cuts;
    if (isIdle) this.cuts.push({ start: start + 1, end: this.#at });
    this.#isKey = false;
  }

  #scalar(sign: string): boolean {
    const pattern = scalars[sign] ?? bareWord;
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found === undefined) return false;
    this.#token = { start: this.#at, end: this.#at + found.length };
    this.#at += found.length;
    return true;
  }
}

/** A quote ends before a comma, a colon, a bracket or space: what else is behind it is no YAML. */
const behind = '(?=[\\s,:\\]}])';
const scalars: Readonly<Record<string, RegExp>> = {
  '"': new RegExp(`"[^"\\\\]*(?:\\\\[^][^"\\\\]*)*"${behind}`, 'y'),
  "'": new RegExp(`'[^']*(?:''[^']*)*'${behind}`, 'y'),
};
/** Without marks that mean something else in front, and without a comment. */
const bareWord =
  /[\w.+/$~^(<=-](?:[^\s,:#[\]{}"']|:(?![\s,[\]{}"']))*(?:[ \t]+(?:[^\s,:#[\]{}"']|:(?![\s,[\]{}"']))+)*(?=[\s,:\]}])/y;
