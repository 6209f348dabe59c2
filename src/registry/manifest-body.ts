// Manifests and indexes, as OCI's image specification and Docker's schema 2 have them.
import type { Platform } from '../image/platform.ts';

/** The media types of what a tag may name, the ones for several platforms first. */
export const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const;

/** What a tag names. */
export type ManifestBody =
  | { readonly is: 'index'; readonly platforms: readonly Platform[] }
  /** An image for one platform, which its configuration names. */
  | { readonly is: 'image'; readonly configDigest: string };

/**
 * Says whether the answer to HEAD is about a manifest, and no page of somebody between.
 * @param contentType the header
 * @returns whether it is one of the types that were asked for
 */
export function isManifestType(contentType: string): boolean {
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  return manifestTypes.some((each) => each === type);
}

/**
 * Reads a manifest.
 * @param bytes as they came
 * @returns what it is; `undefined` for what is none
 */
export function parseManifest(bytes: Uint8Array): ManifestBody | undefined {
  const body = jsonOf(bytes);
  const { schemaVersion, manifests, config } = fieldsOf(body);
  if (schemaVersion !== 2) return undefined;
  if (Array.isArray(manifests)) return { is: 'index', platforms: manifests.flatMap(platformIn) };
  const { digest } = fieldsOf(config);
  return typeof digest === 'string' ? { is: 'image', configDigest: digest } : undefined;
}

/**
 * Reads the platform that the configuration of an image names.
 * @param bytes as they came
 * @returns `undefined` where it names none: a chart has no platform
 */
export function parseConfigPlatform(bytes: Uint8Array): Platform | undefined {
  return platformOf(jsonOf(bytes));
}

/** Attestations stand there as `unknown/unknown`. */
function platformIn(entry: unknown): Platform[] {
  const platform = platformOf(fieldsOf(entry).platform);
  return platform === undefined || platform.os === 'unknown' ? [] : [platform];
}

function platformOf(value: unknown): Platform | undefined {
  const { os, architecture, variant } = fieldsOf(value);
  if (!isWord(os) || !isWord(architecture)) return undefined;
  return { os, architecture, variant: isWord(variant) ? variant : undefined };
}

/** What is shown to people, and came from a server. */
function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.-]{1,64}$/.test(value);
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return Object(value);
}
