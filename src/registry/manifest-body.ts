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
export type ManifestBody = { readonly origin: ImageOrigin } & (
  | {
      readonly is: 'index';
      readonly platforms: readonly Platform[];
      /** The digest of the first image in it. */
      readonly first: string | undefined;
    }
  /** An image for one platform, which its configuration names. */
  | { readonly is: 'image'; readonly configDigest: string }
);

/** What an image was built from, in its own words: https://github.com/opencontainers/image-spec/blob/main/annotations.md */
export interface ImageOrigin {
  /** The id of a commit. */
  readonly revision: string | undefined;
  /** The address of a repository. */
  readonly source: string | undefined;
}

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
  const { schemaVersion, manifests, config, annotations } = fieldsOf(body);
  if (schemaVersion !== 2) return undefined;
  const origin = originIn(annotations);
  if (Array.isArray(manifests)) {
    const first = fieldsOf(manifests.find((entry) => platformIn(entry).length > 0)).digest;
    const platforms = manifests.flatMap(platformIn);
    return { is: 'index', origin, platforms, first: typeof first === 'string' ? first : undefined };
  }
  const { digest } = fieldsOf(config);
  return typeof digest === 'string' ? { is: 'image', origin, configDigest: digest } : undefined;
}

/**
 * Reads what the labels of an image say of its source.
 * @param bytes of its configuration, as they came
 * @returns what is known
 */
export function parseConfigOrigin(bytes: Uint8Array): ImageOrigin {
  return originIn(fieldsOf(fieldsOf(jsonOf(bytes)).config).Labels);
}

/** A repository's address may be long; a commit's id is not. */
function originIn(values: unknown): ImageOrigin {
  const fields = fieldsOf(values);
  const revision = fields['org.opencontainers.image.revision'];
  const source = fields['org.opencontainers.image.source'];
  return {
    revision: typeof revision === 'string' && /^[0-9a-f]{7,64}$/i.test(revision) ? revision : undefined,
    source: typeof source === 'string' && source.length <= 500 ? source : undefined,
  };
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
