// What an image was built from: in the annotations of its manifest, or in the labels of its configuration.
import { formatReference, type Reference } from '../image/reference.ts';
import { readByDigest } from './digested-bytes.ts';
import {
  type ImageOrigin,
  type ManifestBody,
  manifestTypes,
  parseConfigOrigin,
  parseManifest,
} from './manifest-body.ts';
import type { RegistryClient } from './registry-client.ts';

/**
 * Reads what an image was built from. All images of an index are built from one source, so the first one speaks for them.
 * @param manifest the one that its reference leads to
 * @param config the configuration of an image that was read already
 * @returns what is known
 * @throws {RemoteError} what the registry refuses; not-a-registry for bytes that are not what they are called
 */
export async function readOrigin(
  client: RegistryClient,
  reference: Reference,
  manifest: ManifestBody,
  config: Uint8Array | undefined,
): Promise<ImageOrigin> {
  const { origin } = manifest;
  if (origin.revision !== undefined) return origin;
  const action = `read the labels of "${formatReference(reference)}"`;
  if (manifest.is === 'image') {
    const bytes = config ?? (await readByDigest(client, 'blobs', manifest.configDigest, '*/*', action));
    return parseConfigOrigin(bytes);
  }
  if (manifest.first === undefined) return origin;
  const bytes = await readByDigest(client, 'manifests', manifest.first, manifestTypes.join(', '), action);
  const first = parseManifest(bytes);
  // An index in an index is not looked into: somebody might nest them without an end.
  return first?.is === 'image' ? readOrigin(client, reference, first, undefined) : origin;
}
