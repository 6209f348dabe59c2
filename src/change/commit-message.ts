// The commit message: a subject, a line for every change, trailers.
import type { ManifestEdit } from '../manifest/edit-manifests.ts';
import type { Summary } from './summary.ts';

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

/**
 * Writes the whole message. Nothing from outside can start a line, so no trailer can be forged, and ours come last.
 * @param subject without it, a generated one
 * @returns the message as git keeps it, with a final newline
 */
export function commitMessage(
  edit: ManifestEdit,
  summary: Summary,
  origin: Origin,
  subject: string | undefined,
): string {
  const body = edit.changes.map(({ file, line, path, from, to }) =>
    oneLine(`${file}:${line} ${path}: ${from || '(none)'} -> ${to}`),
  );
  const source = origin.repository && origin.commit && `${origin.repository}@${origin.commit}`;
  const trailers = [
    ['Deploy-Image', summary.reference],
    ['Deploy-Previous', summary.previous],
    ['Deploy-Source', source],
    ['Deploy-Source-Branch', origin.branch],
    ['Deploy-Run', origin.runUrl],
    ['Deploy-Id', origin.id],
  ].flatMap(([key, value]) => (value ? [`${key}: ${oneLine(value)}`] : []));
  return `${oneLine(subject ?? defaultSubject(summary))}\n\n${body.join('\n')}\n\n${trailers.join('\n')}\n`;
}

function defaultSubject({ what, tag, digest, saidNamespace, folder, reference }: Summary): string {
  const isSet = reference === '';
  const where = [saidNamespace && `${isSet ? 'in' : 'to'} ${saidNamespace}`, folder && `(${folder})`];
  const change = isSet ? `Set ${what} to ${tag}` : `Deploy ${what} ${tag || digest}`;
  return [change, ...where.filter(Boolean)].join(' ');
}

/** Control characters and line ends, Unicode's too, become one space. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
