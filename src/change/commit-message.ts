import { formatReference } from '../image/reference.ts';
import { sameName } from '../image/repository-name.ts';
import type { ManifestEdit, Target } from '../manifest/edit-manifests.ts';

/** What the edit is about, in words: for the commit, the dashboard's link and the Slack message. */
export interface Summary {
  /** Image names, `, ` between them; the paths that were set where there is no image. */
  readonly image: string;
  readonly tag: string;
  readonly digest: string;
  readonly reference: string;
  /** Old values, each once. */
  readonly previous: string;
  readonly kind: string;
  /** The object's name; without one, the last part of the image's name. */
  readonly name: string;
  /** From the files, else the one that was asked for. */
  readonly namespace: string;
  readonly file: string;
}

/** Where the deploy comes from, for the trailers. */
export interface Origin {
  /** Unique in all the world: how the landing finds its own commit again. */
  readonly id: string;
  /** `owner/name` of the project that was built. */
  readonly repository?: string;
  readonly commit?: string;
  readonly runUrl?: string;
}

export function summarize(edit: ManifestEdit, target: Target): Summary {
  const references = target.images.map(({ to }) => to);
  const images = target.images.map(({ to }) => to.name);
  const names = unique(edit.resources.map(({ name }) => name));
  const namespaces = unique(edit.resources.map(({ namespace }) => namespace));
  return {
    image: images.join(', ') || target.set.map(({ path }) => path).join(', '),
    tag:
      unique(references.map(({ tag }) => tag)).join(', ') ||
      unique(target.set.map(({ value }) => value)).join(', '),
    digest: unique(references.map(({ digest }) => digest)).join(', '),
    reference: references.map(formatReference).join(', '),
    previous: previousTags(edit, target).join(', '),
    kind: few(unique(edit.resources.map(({ kind }) => kind))),
    name: few(names) || images.map((image) => image.split('/').at(-1) ?? image).join(', '),
    namespace: few(namespaces) || (target.select.namespace ?? ''),
    file: few(unique(edit.changes.map(({ file }) => file))),
  };
}

/**
 * The whole commit message: subject, a line for every change, trailers. `subject` is the filled template, if any.
 * Nothing from outside can start a line, so no trailer can be forged, and ours come last.
 */
export function commitMessage(
  edit: ManifestEdit,
  summary: Summary,
  origin: Origin,
  subject?: string,
): string {
  const body = edit.changes.map(({ file, line, path, from, to }) =>
    oneLine(`${file}:${line} ${path}: ${from || '(none)'} -> ${to}`),
  );
  const source = origin.repository && origin.commit && `${origin.repository}@${origin.commit}`;
  const trailers = [
    ['Deploy-Image', summary.reference],
    ['Deploy-Previous', summary.previous],
    ['Deploy-Source', source],
    ['Deploy-Run', origin.runUrl],
    ['Deploy-Id', origin.id],
  ].flatMap(([key, value]) => (value ? [`${key}: ${oneLine(value)}`] : []));
  return `${oneLine(subject ?? defaultSubject(summary))}\n\n${body.join('\n')}\n\n${trailers.join('\n')}\n`;
}

function defaultSubject({ image, name, tag, digest, namespace, reference }: Summary): string {
  if (reference === '') return `Set ${image} to ${tag}`;
  return `Deploy ${name} ${tag || digest}${namespace ? ` to ${namespace}` : ''}`;
}

/** A glob may stand for hundreds of objects, and nobody reads that many names in a subject or a headline. */
function few(values: readonly string[]): string {
  const more = values.length - 3;
  return values.slice(0, 3).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Old tags, one image after the other as they were asked for: where there are several, each has exactly one part. */
function previousTags({ changes }: ManifestEdit, { images }: Target): string[] {
  const ofImages = changes.filter(({ image, variable }) => image !== undefined && variable === undefined);
  if (images.length < 2) return unique(ofImages.map(({ from }) => from));
  return images.map(({ name, to }) => {
    const own = ofImages.filter(({ image = '' }) => sameName(image, name ?? to.name));
    // Nothing changed: it is there already.
    return unique(own.map(({ from }) => from)).join(' and ') || (to.tag ?? to.digest ?? '');
  });
}

/** Control characters and line ends, Unicode's too, become one space. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

function unique(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value): value is string => value !== undefined && value !== ''))];
}
