// One look at a registry: whether an image is there, for which platforms, and what its bytes hash to.
import { fitsPlatform, formatPlatform, type Platform } from '../image/platform.ts';
import { formatReference, type Reference } from '../image/reference.ts';
import { checkBytes, digestOf, readByDigest } from './digested-bytes.ts';
import { readOrigin } from './image-origin.ts';
import {
  type ImageOrigin,
  isManifestType,
  type ManifestBody,
  manifestTypes,
  parseConfigPlatform,
  parseManifest,
} from './manifest-body.ts';
import type { RegistryClient } from './registry-client.ts';
import { strangeAnswer } from './registry-error.ts';

/** What a look at a registry finds. */
export type ImageLook =
  /** The digest is that of the bytes; `undefined` where they were not asked for. So is what the image was built from. */
  | { readonly is: 'there'; readonly digest: string | undefined; readonly origin: ImageOrigin | undefined }
  | { readonly is: 'absent' }
  | {
      readonly is: 'other-platforms';
      readonly missing: readonly string[];
      readonly found: readonly string[];
    };

const accept = manifestTypes.join(', ');

/**
 * Looks for an image. HEAD comes first: it is small, and no registry counts it as a pull.
 * @param reference its digest counts more than its tag
 * @param platforms that it has to be there for; none: any is enough
 * @param wantsDigest whether the bytes are read and hashed
 * @param wantsOrigin whether it is looked for what the image was built from; where the manifest is read anyway, it may say so
 * @returns what was found
 * @throws {RemoteError} where the registry does not say; not-a-registry for bytes that are not what they are called
 */
export async function lookUpImage(
  client: RegistryClient,
  reference: Reference,
  platforms: readonly Platform[],
  wantsDigest: boolean,
  wantsOrigin: boolean,
): Promise<ImageLook> {
  const path = `manifests/${reference.digest ?? reference.tag ?? 'latest'}`;
  const action = actionOf(reference);
  // Some servers know no HEAD here.
  const head = await client.ask('HEAD', path, accept, action, [400, 404, 405, 501]);
  if (head.status === 404) return { is: 'absent' };
  const isKnown = head.status === 200 && isManifestType(String(head.headers['content-type'] ?? ''));
  const isEnough = !wantsDigest && !wantsOrigin && platforms.length === 0;
  if (isKnown && isEnough) return { is: 'there', digest: undefined, origin: undefined };
  const { status, headers, body } = await client.ask('GET', path, accept, action, [404]);
  if (status === 404) return { is: 'absent' };
  const digest = checkedDigest(client, reference, String(headers['docker-content-digest'] ?? ''), body);
  const manifest = parseManifest(body);
  if (manifest === undefined) throw strangeAnswer(client.taskOf(action), 'sends what is no manifest');
  const config = platforms.length === 0 ? undefined : await readConfig(client, reference, manifest);
  const built = builtPlatforms(manifest, config);
  const missing = platforms.filter((wanted) => !built.some((each) => fitsPlatform(each, wanted)));
  if (missing.length > 0)
    return { is: 'other-platforms', missing: missing.map(formatPlatform), found: built.map(formatPlatform) };
  // Nobody goes without a deploy because of labels; those of other bytes are not believed.
  const labels = wantsOrigin
    ? readOrigin(client, reference, manifest, config)
    : Promise.resolve(manifest.origin);
  const origin = await labels.catch(() => manifest.origin);
  return { is: 'there', digest, origin };
}

/** An index names the platforms itself. */
async function readConfig(
  client: RegistryClient,
  reference: Reference,
  manifest: ManifestBody,
): Promise<Uint8Array | undefined> {
  if (manifest.is === 'index') return undefined;
  const action = `read the platform of "${formatReference(reference)}"`;
  return readByDigest(client, 'blobs', manifest.configDigest, '*/*', action);
}

function builtPlatforms(manifest: ManifestBody, config: Uint8Array | undefined): readonly Platform[] {
  if (manifest.is === 'index') return manifest.platforms;
  const platform = config && parseConfigPlatform(config);
  return platform === undefined ? [] : [platform];
}

function actionOf(reference: Reference): string {
  return `look for "${formatReference(reference)}"`;
}

/** What is written is what the bytes hash to; where somebody says that they are something else, they are nobody's. */
function checkedDigest(client: RegistryClient, reference: Reference, said: string, body: Uint8Array): string {
  for (const claimed of [reference.digest ?? '', said])
    checkBytes(client.taskOf(actionOf(reference)), claimed, body);
  return digestOf('sha256', body);
}
