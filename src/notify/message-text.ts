// The parts of a notification as text, in the markup of any service.
import { type Markup, oneLine } from './markup.ts';
import type { Line, Notification, NotifiedProblem, NotifiedSource, PageLink } from './notification.ts';

/** Letters of a stretch of a line, of a person's name, and of who can help. */
const longestSpan = 300;
const longestName = 100;
const longestAsk = 300;
/** Letters of "and 12 more" on a line of its own. */
const longestMore = 30;
/** In fewer letters nothing can be said. */
const leastRoom = 12;

/**
 * Writes a line.
 * @param most letters of what comes out
 * @returns text without a line end
 */
export function lineText(line: Line, markup: Markup, most: number): string {
  let whole = '';
  for (const { text, style } of line) {
    const room = Math.min(longestSpan, most - whole.length);
    if (room < leastRoom) break;
    whole += markup.span({ text: oneLine(text), style }, room);
  }
  return whole;
}

/**
 * Writes what changed where, and how much more there is.
 * @param most letters of what comes out
 * @returns whole lines; empty where nothing changed
 */
export function changesText(
  { changes, moreChanges }: Pick<Notification, 'changes' | 'moreChanges'>,
  markup: Markup,
  most: number,
): string {
  const room = most - longestMore;
  const lines = changes.map((line) => lineText(line, markup, room));
  const shown = takeWhole(lines, room, markup.newLine);
  const more = moreChanges + lines.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(markup.newLine);
}

/**
 * Writes the application's commit: its title, who wrote it, what lies between it and the one before.
 * @param most letters of what comes out
 * @returns text without a line end
 */
export function sourceText(
  { title, author, url, comparison }: NotifiedSource,
  markup: Markup,
  most: number,
): string {
  const shown =
    url === undefined
      ? plainText(oneLine(title), markup, Math.min(longestSpan, most / 2))
      : markup.link({ label: title, url }, most / 2);
  const by = author === undefined ? '' : ` by ${nameText(author, markup, most)}`;
  return `${shown}${by}${comparison === undefined ? '' : ` (${markup.link(comparison, most / 4)})`}`;
}

/**
 * Writes what went wrong, the lines to copy, and what to do.
 * @param most letters of each
 * @returns the three; empty where there is nothing to say
 */
export function problemTexts(
  { message, lines, remedy, ask }: NotifiedProblem,
  markup: Markup,
  most: number,
): readonly string[] {
  const { emphasis, newLine } = markup;
  const label = (text: string): string => `${emphasis.before}${text}:${emphasis.after} `;
  const toDo = `${label('To do')}${plainText(remedy, markup, most / 2)}`;
  const toAsk =
    ask === undefined
      ? []
      : [`${label('Ask')}${plainText(oneLine(ask), markup, Math.min(longestAsk, most / 4))}`];
  return [
    plainText(message, markup, most / 2),
    lines.length === 0 ? '' : markup.codeBlock(lines, most),
    [toDo, ...toAsk].join(newLine),
  ];
}

/**
 * Writes links, and who started the run.
 * @param actor raw text
 * @param most letters of what comes out
 * @param between what stands between them
 * @returns text without a line end; only whole links
 */
export function linksText(
  links: readonly PageLink[],
  actor: string | undefined,
  markup: Markup,
  most: number,
  between: string,
): string {
  const by = actor === undefined ? [] : [`by ${nameText(actor, markup, most)}`];
  return takeWhole([...links.map((link) => markup.link(link, most / 2)), ...by], most, between).join(between);
}

function plainText(text: string, markup: Markup, most: number): string {
  return markup.span({ text, style: 'plain' }, Math.floor(most));
}

function nameText(name: string, markup: Markup, most: number): string {
  return plainText(oneLine(name), markup, Math.min(longestName, most / 8));
}

/** Cut between the texts: half a link is none. */
function takeWhole(texts: readonly string[], most: number, between: string): readonly string[] {
  let length = 0;
  const end = texts.findIndex((text) => {
    length += text.length + between.length;
    return length > most;
  });
  return end < 0 ? texts : texts.slice(0, end);
}
