// The images of a deploy whose bytes are known: those with a digest, in the files or from the registry.
import { movesImage } from '../change/changed-images.ts';
import type { RecordedImage } from '../hosts/github-artifacts.ts';
import type { Reference } from '../image/reference.ts';
import { lastSegment, sameName } from '../image/repository-name.ts';
import type { Change, ManifestEdit } from '../manifest/edit-manifests.ts';
import type { Target } from '../manifest/target.ts';

/**
 * Lists the images that a deploy has changed.
 * @param target with the digests that the registry has told
 * @returns one for each container; none where nobody knows the digest
 */
export function deployedImages(
  { changes }: Pick<ManifestEdit, 'changes'>,
  { images }: Pick<Target, 'images'>,
): readonly RecordedImage[] {
  const found = new Map<string, RecordedImage>();
  for (const change of changes.filter(movesImage)) {
    const { image: name, to } = change;
    const named = images.filter((each) => sameName(name, each.name ?? each.to.name));
    const wanted = named.find((each) => isVersionIn(to, each.to)) ?? named[0];
    const digest = /sha256:[0-9a-f]{64}/.exec(to)?.[0] ?? wanted?.to.digest;
    if (digest === undefined) continue;
    const tag = wanted?.to.tag ?? /^(?!sha256:)[^@]+/.exec(to)?.[0];
    const deployment = deploymentName(change, name);
    // A digest in a field of its own belongs to the container whose tag is beside it.
    const before = found.get(deployment);
    found.set(deployment, before ?? { name: wanted?.to.name ?? name, digest, tag, deployment });
  }
  return [...found.values()];
}

/**
 * Records images one by one, or says why there is nothing to record.
 * @param images that the run has deployed; `undefined`: they are not live, or not by this run
 */
export async function recordImages(
  images: readonly RecordedImage[] | undefined,
  record: (image: RecordedImage) => Promise<void>,
  log: (line: string) => void,
): Promise<void> {
  if (images === undefined) return log('Recorded no image: this run has not put one live');
  for (const image of images) await record(image);
  const names = [...new Set(images.map(({ name, digest }) => `${name}@${digest.slice(0, 15)}`))].join(', ');
  log(names === '' ? 'Recorded no image: no digest of one is known' : `Recorded where ${names} runs`);
}

/** After a rollback one name may have several versions. */
function isVersionIn(value: string, { tag, digest }: Reference): boolean {
  return (
    (tag !== undefined && `:${value.split('@')[0]}`.endsWith(`:${tag}`)) ||
    (digest !== undefined && value.includes(digest))
  );
}

/** In the form that GitHub recommends: `{namespace}-{deployment}-{container}`. */
function deploymentName({ file, path, resource }: Change, image: string): string {
  const container = [...path.matchAll(/\[name=([^\]]+)\]/g)].at(-1)?.[1] ?? lastSegment(image);
  return [resource.namespace, resource.name ?? file, container].filter(Boolean).join('-');
}
