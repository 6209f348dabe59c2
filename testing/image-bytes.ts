// Images as a registry keeps them: manifests, indexes and configurations, as bytes.
import { createHash } from 'node:crypto';

/** Bytes with what they are. */
export interface ImageBytes {
  readonly type: string;
  readonly bytes: Buffer;
  readonly digest: string;
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function bytesOf(type: string, value: unknown): ImageBytes {
  const bytes = Buffer.from(JSON.stringify(value));
  return { type, bytes, digest: digestOf(bytes) };
}

/** The configuration of an image for a platform, `linux/amd64`. */
export function imageConfig(platform: string, labels?: Readonly<Record<string, string>>): ImageBytes {
  const [os, architecture] = platform.split('/');
  return bytesOf('application/vnd.oci.image.config.v1+json', {
    os,
    architecture,
    rootfs: { type: 'layers' },
    config: labels && { Labels: labels },
  });
}

/** An image without layers. */
export function imageManifest(config: ImageBytes): ImageBytes {
  return bytesOf('application/vnd.oci.image.manifest.v1+json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: config.type, digest: config.digest, size: config.bytes.length },
    layers: [],
  });
}

/** An index of images, by platform; `unknown/unknown` stands for an attestation. */
function imageIndex(images: Readonly<Record<string, ImageBytes>>): ImageBytes {
  return bytesOf('application/vnd.oci.image.index.v1+json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: Object.entries(images).map(([platform, { type, digest, bytes }]) => {
      const [os, architecture, variant] = platform.split('/');
      return { mediaType: type, digest, size: bytes.length, platform: { os, architecture, variant } };
    }),
  });
}

/** An index, and what is in it. */
interface MultiPlatform {
  readonly index: ImageBytes;
  readonly manifests: readonly ImageBytes[];
  readonly configs: readonly ImageBytes[];
}

/** An image for each platform, and the index of them. */
export function multiPlatform(...platforms: readonly string[]): MultiPlatform {
  return labelled(undefined, ...platforms);
}

/** The same, with labels. */
export function labelled(
  labels: Readonly<Record<string, string>> | undefined,
  ...platforms: readonly string[]
): MultiPlatform {
  const configs = platforms.map((platform) => imageConfig(platform, labels));
  const manifests = configs.map(imageManifest);
  const entries = platforms.flatMap((platform, i) => {
    const manifest = manifests[i];
    return manifest === undefined ? [] : [[platform, manifest] as const];
  });
  return { index: imageIndex(Object.fromEntries(entries)), manifests, configs };
}
