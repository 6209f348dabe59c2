// Templates: texts with words in braces, which the values of a deploy fill.
import { invalidValue } from './input-problem.ts';

/** Fills the words of a template. */
export type Template<Word extends string> = (values: Readonly<Record<Word, string>>) => string;

/** The words that an image stands for. */
export const imageWords = ['image', 'tag', 'version', 'digest', 'reference'] as const;

/** The words that a deploy stands for: in the commit's message, in links, and in the headline for people. */
export const deployWords = [
  ...imageWords,
  'previous',
  'kind',
  'name',
  'namespace',
  'file',
  'environment',
  'source',
  'sha',
  'actor',
] as const;

type DeployWord = (typeof deployWords)[number];

export type DeployTemplate = Template<DeployWord>;

/** The template of a link, `https://...` or `LABEL=https://...`. */
export interface WebTemplate {
  readonly label: string | undefined;
  /** The placeholders that it holds. */
  readonly words: readonly DeployWord[];
  /** Encodes what it puts into the URL. */
  readonly fill: DeployTemplate;
}

const placeholder = /\{([A-Za-z]+)\}/g;

/**
 * Reads a template.
 * @param words the placeholders that it may hold
 * @param encode makes each value fit its place: percent-encoding in a URL
 * @param text the input as it is given
 * @returns what fills it
 * @throws {DeployError} invalid-input for another placeholder
 */
export function parseTemplate<Word extends string>(
  text: string,
  words: readonly Word[],
  encode: (value: string) => string = (value) => value,
): Template<Word> {
  const found = placeholdersIn(text);
  const unknown = found.find((word) => !words.some((each) => each === word));
  if (unknown !== undefined)
    throw invalidValue(
      `holds the unknown placeholder {${unknown}}`,
      `use ${words.map((word) => `{${word}}`).join(', ')}`,
    );
  return (values) =>
    text.replace(placeholder, (whole, name: string) => {
      const word = words.find((each) => each === name);
      return word === undefined ? whole : encode(values[word]);
    });
}

/**
 * Finds the placeholders of a template, known or not, in order.
 * @param text the input as it is given
 * @returns the words without their braces
 */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map(([, word = '']) => word);
}
