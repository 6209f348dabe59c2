// The details of a notification in the rich text of an Adaptive Card, which knows no Markdown.
import { oneLine, webAddress } from './markup.ts';
import type { Line, Notification, NotifiedProblem, NotifiedSource, PageLink } from './notification.ts';
import { code, cutMiddle, plain, strong } from './spans.ts';
import { teamsPlain } from './teams-text.ts';

/** One line of text. Source: https://learn.microsoft.com/adaptive-cards/schema-explorer/rich-text-block */
export interface RichTextBlock {
  readonly type: 'RichTextBlock';
  readonly spacing: 'Small';
  readonly inlines: readonly TextRun[];
}

interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight: 'Bolder' | undefined;
  readonly fontType: 'Monospace' | undefined;
  readonly selectAction: { readonly type: 'Action.OpenUrl'; readonly url: string } | undefined;
}

/** Letters of a stretch, and of an address. */
const longestSpan = 300;
const longestUrl = 1200;
/** In fewer letters nothing can be said. */
const leastRoom = 2;

/**
 * Writes the details.
 * @param most letters of a part: what changed, what is wrong, what to do
 * @returns a block for each line
 */
export function teamsDetails(notification: Notification, most: number): readonly RichTextBlock[] {
  const { source, problem, actor } = notification;
  return [
    ...(source === undefined ? [] : [sourceBlock(source, most)]),
    ...changeBlocks(notification, most),
    ...(problem === undefined ? [] : problemBlocks(problem, most)),
    ...(actor === undefined ? [] : [blockOf(runs([plain(`by ${actor}`)], most / 8))]),
  ].filter(({ inlines }) => inlines.length > 0);
}

function sourceBlock({ title, author, url, comparison }: NotifiedSource, most: number): RichTextBlock {
  const by = author === undefined ? [] : runs([plain(` by ${author}`)], most / 8);
  const compared =
    comparison === undefined
      ? []
      : [...runs([plain(' (')], most), ...linkRuns(comparison, most), ...runs([plain(')')], most)];
  return blockOf([...linkRuns({ label: title, url: url ?? '' }, most), ...by, ...compared]);
}

function changeBlocks({ changes, moreChanges }: Notification, most: number): readonly RichTextBlock[] {
  const short = changes.map((line) =>
    line.map(({ text, style }) => ({ text: cutMiddle(text, longestSpan), style })),
  );
  const shown = blocksWithin(short, most);
  const more = moreChanges + changes.length - shown.length;
  return [...shown, ...(more > 0 ? [blockOf(runs([plain(`and ${more} more`)], most))] : [])];
}

function problemBlocks(
  { message, lines, remedy, ask }: NotifiedProblem,
  most: number,
): readonly RichTextBlock[] {
  const said = message.split('\n').map((text) => [plain(text)]);
  const toCopy = lines.map((text) => [code(text)]);
  return [
    ...blocksWithin(said, most / 2),
    ...blocksWithin(toCopy, most),
    blockOf(runs([strong('To do: '), plain(remedy)], most / 2)),
    ...(ask === undefined ? [] : [blockOf(runs([strong('Ask: '), plain(ask)], most / 4))]),
  ];
}

/** Lines, until there is no room for more. */
function blocksWithin(lines: readonly Line[], most: number): readonly RichTextBlock[] {
  let room = most;
  const blocks: RichTextBlock[] = [];
  for (const line of lines) {
    if (room < leastRoom) break;
    const inlines = runs(line, room);
    room -= inlines.reduce((sum, { text }) => sum + text.length, 1);
    blocks.push(blockOf(inlines));
  }
  return blocks;
}

function blockOf(inlines: readonly TextRun[]): RichTextBlock {
  return { type: 'RichTextBlock', spacing: 'Small', inlines };
}

function linkRuns({ label, url }: PageLink, most: number): readonly TextRun[] {
  const address = webAddress(url);
  const isLink = address !== undefined && address.length <= Math.min(longestUrl, most / 2);
  const selectAction = isLink ? ({ type: 'Action.OpenUrl', url: address } as const) : undefined;
  return runs([plain(label)], Math.min(longestSpan, most / 4)).map(({ text }) => ({
    type: 'TextRun',
    text,
    weight: undefined,
    fontType: undefined,
    selectAction,
  }));
}

function runs(line: Line, most: number): readonly TextRun[] {
  let room = Math.floor(most);
  return line.flatMap(({ text, style }) => {
    if (text === '' || room < leastRoom) return [];
    const shown = teamsPlain(oneLine(text), room);
    room -= shown.length;
    return {
      type: 'TextRun',
      text: shown,
      weight: style === 'strong' ? 'Bolder' : undefined,
      fontType: style === 'code' ? 'Monospace' : undefined,
      selectAction: undefined,
    } as const;
  });
}
