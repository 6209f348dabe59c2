// Links to dashboards: one an object that changes, and none that leads nowhere.
import type { ManifestEdit, Target } from '../manifest/edit-manifests.ts';
import { changedImages, changedResources, movesImage } from './changed-images.ts';
import type { Summary } from './summary.ts';

/** More links to objects than this nobody follows. */
const mostObjects = 3;

/** The template of a link. */
export interface LinkTemplate {
  /** `Logs`; without it, the link is to the dashboard. */
  readonly label: string | undefined;
  /** The placeholders that it holds. */
  readonly words: readonly (keyof Summary)[];
  readonly fill: (values: Summary) => string;
}

/** A link that leads somewhere. */
interface FilledLink {
  readonly label: string;
  readonly url: string;
}

type ChangedObject = ManifestEdit['resources'][number];

/**
 * Fills templates of links, once for each object: three at most.
 * @param summary the words of the whole deploy
 * @returns links; none where a placeholder has no value, or several
 */
export function dashboardLinks(
  templates: readonly LinkTemplate[],
  edit: ManifestEdit,
  target: Target,
  summary: Summary,
): readonly FilledLink[] {
  const unnamed = { kind: undefined, name: undefined, namespace: undefined };
  const resources = summary.purpose === 'promotion' ? changedResources(edit) : edit.resources;
  const objects = resources.length > 0 ? resources : [unnamed];
  const words = objects.map((object) => wordsOf(object, edit, target, summary));
  return templates.flatMap(({ label = 'Dashboard', words: used, fill }) => {
    const whole = words.filter((values) => used.every((word) => values[word] !== ''));
    const byUrl = new Map(whole.map((values) => [fill(values), values.name]));
    const links = [...byUrl].slice(0, mostObjects);
    return links.map(([url, name]) => ({ label: links.length === 1 ? label : `${label} ${name}`, url }));
  });
}

/** The words of one object; what it has several of is empty. */
function wordsOf(object: ChangedObject, edit: ManifestEdit, target: Target, summary: Summary): Summary {
  const own = edit.changes.filter(({ resource }) => isSame(resource, object));
  const deployed = summary.purpose === 'promotion' ? changedImages(edit, target) : target.images;
  const images = deployed.map(({ to }) => to);
  const tag = single(
    images.length > 0 ? images.map((image) => image.tag) : target.set.map(({ value }) => value),
  );
  return {
    ...summary,
    image: single(images.map(({ name }) => name)),
    tag,
    version: tag === '' ? '' : summary.version,
    digest: single(images.map(({ digest }) => digest)),
    reference: images.length === 1 ? summary.reference : '',
    previous: single(own.filter(movesImage).map(({ from }) => from)),
    kind: object.kind ?? '',
    name: object.name ?? single(images.map(({ name }) => name.split('/').at(-1))),
    namespace: object.namespace ?? withoutList(target.namespace),
    file: single(own.map(({ file }) => file)),
  };
}

function isSame(one: ChangedObject, other: ChangedObject): boolean {
  return one.kind === other.kind && one.name === other.name && one.namespace === other.namespace;
}

function single(values: readonly (string | undefined)[]): string {
  const [value = '', ...others] = new Set(values);
  return others.length === 0 ? value : '';
}

function withoutList(text = ''): string {
  return text.includes(', ') ? '' : text;
}
