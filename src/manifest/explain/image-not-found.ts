// What is there instead of the image that no place names, and what to do.
import { DeployError } from '../../errors.ts';
import { formatReference } from '../../image/reference.ts';
import type { SetLine } from '../find/set-line.ts';
import type { SpokenImage } from '../find/spoken-images.ts';
import type { Survey } from '../find/survey.ts';
import type { ImageTarget } from '../target.ts';
import { pathOf } from '../yaml/position.ts';
import { bulleted, describePlace, namedFiles, whereOf } from './describe.ts';
import { nearestFirst } from './nearest.ts';

/**
 * Makes the error for an image that no place names: it lists the images that are there, the nearest name first, and the
 * lines to copy that set a tag without a name.
 * @param target the image that was looked for
 * @param seen what the files hold
 * @returns image-not-found
 */
export function imageNotFound(target: ImageTarget, seen: Survey): DeployError {
  const wanted = target.name ?? target.to.name;
  const places = nearestFirst(seen.places, wanted).map(describePlace);
  const mentions = seen.mentions.map(describeSetLine);
  const fields = seen.looseTags.map(describeSetLine);
  const parts = [
    places.length === 0 ? 'there is no image' : `these are there${bulleted(places)}`,
    seen.spoken.length === 0
      ? ''
      : `${places.length === 0 ? ', only' : '\nand'} ${describeSpoken(seen.spoken)}`,
    mentions.length === 0 ? '' : `\nand these values, which name it${bulleted(mentions)}`,
    fields.length === 0 ? '' : `\nand these tags without a name${bulleted(fields)}`,
    bulleted(seen.unreadable.map(({ message }) => message)),
  ];
  return new DeployError(
    'image-not-found',
    `Cannot find image "${wanted}" in ${namedFiles(seen.files)}: ${parts.join('')}`,
    asFileNames(target, seen) ?? remedyFor(seen),
  );
}

/** The file leaves the registry to something else, or means Docker Hub: either way the name that it has is the one to give. */
function asFileNames({ name, to }: ImageTarget, { places }: Survey): string | undefined {
  const wanted = name ?? to.name;
  const [written] = places
    .flatMap(({ names }) => names)
    .filter((each) => each !== '' && wanted.endsWith(`/${each}`))
    .sort((a, b) => b.length - a.length);
  if (written === undefined) return undefined;
  const asThere = formatReference({ ...to, name: written });
  const moved = `${written}=${formatReference(to)}`;
  return `give the name as the file has it, "${asThere}", where its registry is set elsewhere; "${moved}" writes the registry before it`;
}

function describeSpoken(spoken: readonly SpokenImage[]): string {
  const where = spoken.map(({ cursor }) => whereOf(cursor));
  if (spoken.every(({ speaker }) => speaker.startsWith('ImageRepository')))
    return `Flux's ImageRepository of it, which names where to look for tags and holds none${bulleted(where)}`;
  const lines = spoken.map(({ speaker }, index) => `${where[index]} (${speaker})`);
  return `these, which speak of it and deploy nothing${bulleted(lines)}`;
}

function remedyFor({ mentions, looseTags, spoken, takesEntry }: Survey): string {
  if (mentions.length + looseTags.length > 0) return 'check the name, or copy a "set" line';
  if (spoken.length > 0) return 'point "file" to what deploys the image';
  const entry = takesEntry ? '; "create" adds an entry to the kustomization' : '';
  return `check the name; OLD=NEW moves an image to another name${entry}`;
}

/** `values.yaml:3 set: image.tag={tag} (now v1)` */
function describeSetLine({ cursor, template }: SetLine): string {
  return `${whereOf(cursor)} set: ${pathOf(cursor)}=${template} (now ${cursor.node.source || 'empty'})`;
}
