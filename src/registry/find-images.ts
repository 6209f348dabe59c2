// Whether the images of a deploy are in their registries: now, or within the time that one may still take to come.
import { DeployError } from '../errors.ts';
import type { Platform } from '../image/platform.ts';
import { formatReference, type Reference } from '../image/reference.ts';
import { inputName } from '../wording.ts';
import { type ImageLook, lookUpImage } from './look-up-image.ts';
import type { ImageOrigin } from './manifest-body.ts';
import { nearestTags } from './nearest-tags.ts';
import type { RegistryClient } from './registry-client.ts';
import type { RegistryTime } from './registry-time.ts';

/** So many are named: an index may have any number. */
const mostPlatforms = 12;

/** What is looked for. */
export interface WantedImage {
  readonly client: RegistryClient;
  readonly reference: Reference;
}

/** How images are looked for. */
export interface ImageSearch {
  /** What for: an image that was there before is missed in other words. */
  readonly purpose: 'deploy' | 'rollback';
  /** That each has to be there for; none: any is enough. */
  readonly platforms: readonly Platform[];
  /** Whether the digests are wanted. */
  readonly wantsDigest: boolean;
  /** Whether it is looked for what the images were built from. */
  readonly wantsOrigin: boolean;
  /** How long to wait for what is not there, milliseconds. */
  readonly waitMs: number;
  readonly time: RegistryTime;
  readonly log: (line: string) => void;
}

/** An image that is there. */
export interface FoundImage {
  readonly reference: Reference;
  /** What it was built from, in its own words. */
  readonly origin: ImageOrigin | undefined;
}

/**
 * Looks for an image until it is there, or the time for that is over.
 * @returns the reference, with its digest where that is wanted
 * @throws {DeployError} image-missing where it does not come; other codes where the registry does not say whether it is there
 */
export async function findImage(
  { client, reference }: WantedImage,
  search: ImageSearch,
): Promise<FoundImage> {
  const { purpose, platforms, wantsDigest, wantsOrigin, waitMs, time, log } = search;
  const end = time.now() + waitMs;
  for (let step = 0; ; step++) {
    const look = await time.retry(() => lookUpImage(client, reference, platforms, wantsDigest, wantsOrigin));
    if (look.is === 'there') {
      const whole = { ...reference, digest: reference.digest ?? look.digest };
      log(`The registry has ${formatReference(whole)}`);
      return { reference: wantsDigest ? whole : reference, origin: look.origin };
    }
    const ms = time.stepMs(step);
    if (time.now() + ms >= end) throw await missing(client, reference, look, purpose, waitMs);
    if (step === 0) log(`The registry does not have ${formatReference(reference)} yet; waiting for it`);
    await time.pause(ms);
  }
}

async function missing(
  client: RegistryClient,
  reference: Reference,
  look: Exclude<ImageLook, { readonly is: 'there' }>,
  purpose: ImageSearch['purpose'],
  waitMs: number,
): Promise<DeployError> {
  const after = waitMs === 0 ? '' : `, after ${Math.round(waitMs / 1000)} s`;
  const does = purpose === 'deploy' ? 'deploy' : 'roll back to';
  const cannot = `Cannot ${does} "${formatReference(reference)}": `;
  if (look.is === 'other-platforms') {
    const names = [...new Set(look.found)];
    const more = names.length > mostPlatforms ? `, and ${names.length - mostPlatforms} more` : '';
    const found =
      names.length === 0
        ? 'for no platform that it names'
        : `for ${names.slice(0, mostPlatforms).join(', ')}${more}`;
    return new DeployError(
      'image-missing',
      `${cannot}"${client.place.registry}" does not have it for ${look.missing.join(', ')}${after}, but ${found}`,
      `build it for these platforms, or leave them out of ${inputName('image-platforms')}`,
    );
  }
  if (purpose === 'rollback')
    return new DeployError(
      'image-missing',
      `${cannot}"${client.place.registry}" does not have it any more${after}`,
      `push it again, go back to another version with ${inputName('to')}, or set ${inputName('image-check')} to "none" to put it back without a look`,
    );
  const { tag, digest } = reference;
  const near = tag === undefined || digest !== undefined ? [] : await nearestTags(client, tag);
  const others = near.length === 0 ? '' : `; the nearest tags there: ${near.join(', ')}`;
  return new DeployError(
    'image-missing',
    `${cannot}"${client.place.registry}" does not have it${after}${others}`,
    `push the image first, correct its tag, or wait for it with ${inputName('image-wait')}`,
  );
}
