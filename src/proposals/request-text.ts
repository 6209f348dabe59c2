// What people read of a request: its title, and its body in Markdown.
import { cutText } from '../change/bounds.ts';
import type { Origin } from '../change/commit-message.ts';
import type { Summary } from '../change/summary.ts';
import type { ManifestEdit } from '../manifest/edit-manifests.ts';

/** More rows than this nobody reads. */
const mostRows = 100;
/** Letters of a cell. */
const longestCell = 300;

/** What every body ends with. */
const note =
  '<sub>gitops-deploy keeps this request up to date: a newer version takes the place of this one. What somebody else commits to the branch stays.</sub>';

/** Make the texts in the user's own words; without one, it is generated. */
export interface RequestTemplates {
  readonly title: ((summary: Summary) => string) | undefined;
  /** `changes` is the table of what changes. */
  readonly body: ((words: Summary & { readonly changes: string }) => string) | undefined;
}

/** The texts of a request. */
export interface RequestText {
  readonly title: string;
  readonly body: string;
}

/**
 * Writes the texts of a request.
 * @param subject of the commit: the title where the user gives none
 * @returns title and body
 */
export function requestText(
  templates: RequestTemplates,
  subject: string,
  edit: ManifestEdit,
  summary: Summary,
  origin: Origin,
): RequestText {
  const changes = changeTable(edit);
  const title = (templates.title?.(summary) ?? subject).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const body = templates.body?.({ ...summary, changes }) ?? defaultBody(changes, origin);
  return { title: title === '' ? subject : title, body: body.replaceAll('\r\n', '\n').trim() };
}

/**
 * Writes the texts of a request whose commit is another run's: what the commit says of itself.
 * @param message of the commit
 * @returns its subject, and the rest in a block that Markdown leaves alone
 */
export function commitText(message: string): RequestText {
  const [subject = '', ...lines] = message.trim().split('\n');
  const rest = lines.join('\n').replaceAll('`', "'").trim();
  const block = rest === '' ? '' : `\`\`\`text\n${rest}\n\`\`\``;
  return { title: subject, body: [block, note].filter(Boolean).join('\n\n') };
}

function defaultBody(changes: string, { repository, commit, runUrl }: Origin): string {
  const source = repository && commit ? `Built from ${code(`${repository}@${commit}`)}` : '';
  const run = runUrl === undefined ? '' : `Pipeline: ${runUrl}`;
  return [changes, source, run, note].filter(Boolean).join('\n\n');
}

function changeTable({ changes }: ManifestEdit): string {
  const rows = changes.slice(0, mostRows).map(({ file, line, image, variable, path, from, to }) => {
    const cells = [`${file}:${line}`, variable ?? image ?? path, from || '(none)', to];
    return `| ${cells.map(code).join(' | ')} |`;
  });
  const more = changes.length - rows.length;
  return [
    '| file | what | from | to |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...(more > 0 ? ['', `and ${more} more places`] : []),
  ].join('\n');
}

/** Nothing in a code span is a mention, a link or a cell of its own. */
function code(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('`', "'")
    .replaceAll('|', '\\|');
  return `\`${cutText(line, longestCell)}\``;
}
