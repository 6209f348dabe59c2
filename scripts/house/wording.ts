// The check of the words: how the message of an error is built, and the words that a reader would stumble over.
import type { Node } from 'oxc-parser';
import { type Finding, findingAt, type Source, walk } from './sources.ts';

/** The classes of error, and which of their arguments are message and remedy. */
const errorArguments = new Map([
  ['DeployError', { message: 1, remedy: 2 }],
  ['RemoteError', { message: 2, remedy: 3 }],
]);

/** Words that are out of use, or a riddle to who reads English as a foreign language, and what to write. */
const banned: readonly { readonly words: RegExp; readonly instead: string }[] = [
  { words: /\bmend(?:s|ed|ing)?\b/i, instead: 'fix' },
  { words: /\bnone the wiser\b/i, instead: 'what is not known' },
  { words: /\bwill do\b(?! not\b)/i, instead: 'what is enough' },
  { words: /\banew\b/i, instead: 'again' },
  { words: /\balike\b/i, instead: 'in the same way' },
  { words: /\bborne\b|\bcan bear\b/i, instead: 'what the limit is' },
  { words: /\bbut for\b/i, instead: 'except for' },
  { words: /\bc[ao]me of it\b/i, instead: 'the result' },
  { words: /\bfor ever\b/i, instead: 'forever' },
  { words: /\bone(?: \w+)? a line\b/i, instead: 'per line' },
  { words: /\b(?:is|are) whole\b/i, instead: 'complete' },
  { words: /\bstands? (?:twice|near|elsewhere|behind|beside|still|over several)\b/i, instead: 'is' },
  { words: /\bthe whole of\b/i, instead: 'all of' },
  { words: /\bwants? (?:an?|none|no|credentials|to be paid)\b/i, instead: 'asks for' },
  { words: /\bwhoever runs\b/i, instead: 'the administrator of' },
];

/**
 * Checks that the messages of errors read `Cannot <action> "<thing>": <what is>`, and that neither they nor their remedies end in a period.
 * A message that is put together elsewhere is not seen.
 * @param source one file of src/
 * @returns what is wrong
 */
export function checkMessages(source: Source): Finding[] {
  const findings: Finding[] = [];
  walk(source.program, (node) => {
    if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier') return;
    const place = errorArguments.get(node.callee.name);
    if (place === undefined) return;
    const message = node.arguments[place.message];
    const remedy = node.arguments[place.remedy];
    if (message !== undefined && !(beginningOf(message) ?? 'Cannot ').startsWith('Cannot '))
      findings.push(findingAt(source, message.start, 'the message does not begin with "Cannot "'));
    for (const text of [message, remedy])
      if (text !== undefined && endOf(text)?.endsWith('.') === true)
        findings.push(findingAt(source, text.end, 'the message or remedy ends in a period'));
  });
  return findings;
}

/**
 * Checks a text for banned words.
 * @param path of the file, from the root of the repository
 * @param text of the file: code with its comments, or a page
 * @returns every line with such a word
 */
export function checkWords(path: string, text: string): Finding[] {
  return text.split('\n').flatMap((content, index) =>
    banned
      .filter(({ words }) => words.test(content))
      .map(({ words, instead }) => ({
        path,
        line: index + 1,
        message: `"${words.exec(content)?.[0]}": write "${instead}"`,
      })),
  );
}

/** The first characters of a string as far as they are written there, or `undefined`. */
function beginningOf(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'BinaryExpression') return beginningOf(node.left);
  return node.type === 'TemplateLiteral' ? node.quasis[0]?.value.raw || undefined : undefined;
}

function endOf(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'BinaryExpression') return endOf(node.right);
  return node.type === 'TemplateLiteral' ? node.quasis.at(-1)?.value.raw : undefined;
}
