// The commit message: a subject, words of the user, a line for every change, trailers.
import type { Change, ManifestEdit } from '../manifest/edit-manifests.ts';
import { cutList, cutText } from './bounds.ts';
import type { Summary } from './summary.ts';
import { subjectOf } from './what-went-where.ts';

/** Where the deploy comes from, for the trailers. */
export interface Origin {
  /** Unique in all the world: how the landing finds its own commit again. */
  readonly id: string;
  /** `owner/name` of the project that was built. */
  readonly repository: string | undefined;
  /** The commit that was built, 40 hex digits. */
  readonly commit: string | undefined;
  /** The branch that was built. */
  readonly branch: string | undefined;
  readonly runUrl: string | undefined;
}

/** A line at the end of a message that programs read: git-interpret-trailers(1). */
export interface Trailer {
  readonly key: string;
  readonly value: string;
}

/** Nobody reads more of them, and hosts take a message of a megabyte badly. */
const mostLines = 100;
/** Letters of one line that is generated. */
const longestLine = 300;
/** Letters of the old tags. */
const longestPrevious = 4000;

/**
 * Writes the whole message. Nothing from outside can start a line that reads like one of our trailers, and ours come last.
 * @param text subject, and behind a line end more of the body; without it, a generated subject
 * @param more trailers that the user gives, in front of ours
 * @returns the message as git keeps it, with a final newline
 */
export function commitMessage(
  edit: ManifestEdit,
  summary: Summary,
  origin: Origin,
  text: string | undefined,
  more: readonly Trailer[] = [],
): string {
  const [subject = '', ...body] = (text ?? subjectOf(summary)).trim().split('\n');
  const trailers = [...more, ...ownTrailers(summary, origin)].flatMap(({ key, value }) =>
    value === '' ? [] : [`${key}: ${oneLine(value)}`],
  );
  const paragraphs = [
    noTrailer(oneLine(subject)),
    body
      .map((line) => noTrailer(cleanLine(line)))
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .replace(/^\n+|\n+$/g, ''),
    changeLines(edit.changes).map(noTrailer).join('\n'),
    trailers.join('\n'),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}

function ownTrailers(summary: Summary, origin: Origin): readonly Trailer[] {
  const { repository, commit, branch = '', runUrl = '', id } = origin;
  return [
    { key: 'Deploy-Image', value: summary.reference },
    { key: 'Deploy-Previous', value: cutList(summary.previous, longestPrevious) },
    { key: 'Deploy-Source', value: repository && commit ? `${repository}@${commit}` : '' },
    { key: 'Deploy-Source-Branch', value: branch },
    { key: 'Deploy-Run', value: runUrl },
    { key: 'Deploy-Id', value: id },
  ];
}

function changeLines(changes: readonly Change[]): readonly string[] {
  const lines = changes
    .slice(0, mostLines)
    .map(({ file, line, path, from, to }) =>
      cutText(oneLine(`${file}:${line} ${path}: ${from || '(none)'} -> ${to}`), longestLine),
    );
  const others = changes.slice(mostLines);
  if (others.length === 0) return lines;
  const files = new Set(others.map(({ file }) => file)).size;
  return [...lines, `and ${others.length} more places in ${files} file${files === 1 ? '' : 's'}`];
}

/**
 * Keeps a line from being read as a trailer of ours, behind blanks and bullets too, as readers of squash merges take them;
 * or as the end of the message: git-interpret-trailers(1) stops at a line that begins with three dashes and a blank, and at
 * the scissors of git-commit(1).
 */
function noTrailer(line: string): string {
  return /^(?:[\s*+-]*(?:deploy|argocd-reference-commit)-[\w-]*\s*:|---(?:\s|$)|# -+ >8 -+)/i.test(line)
    ? `> ${line}`
    : line;
}

/** Control characters and line ends, Unicode's too, become one space. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** A line of the user's own text keeps its indentation. */
function cleanLine(text: string): string {
  return text.replace(/[^\P{Cc}\t]|[\p{Zl}\p{Zp}]/gu, ' ').trimEnd();
}
