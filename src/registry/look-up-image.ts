// One look at a registry: whether an image is there, for which platforms, and what its bytes hash to.
import { createHash } from 'node:crypto';
import { fitsPlatform, formatPlatform, type Platform } from '../image/platform.ts';
import { formatReference, type Reference } from '../image/reference.ts';
import { isManifestType, manifestTypes, parseConfigPlatform, parseManifest } from './manifest-body.ts';
import type { RegistryClient } from './registry-client.ts';
import { refusal, strangeAnswer } from './registry-error.ts';

/** What a look at a registry finds. */
export type ImageLook =
  /** The digest is that of the bytes; `undefined` where they were not asked for. */
  | { readonly is: 'there'; readonly digest: string | undefined }
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
 * @returns what was found
 * @throws {RemoteError} where the registry does not say; not-a-registry for bytes that are not what they are called
 */
export async function lookUpImage(
  client: RegistryClient,
  reference: Reference,
  platforms: readonly Platform[],
  wantsDigest: boolean,
): Promise<ImageLook> {
  const path = `manifests/${reference.digest ?? reference.tag ?? 'latest'}`;
  const action = actionOf(reference);
  // Some servers know no HEAD here.
  const head = await client.ask('HEAD', path, accept, action, [400, 404, 405, 501]);
  if (head.status === 404) return { is: 'absent' };
  const isKnown = head.status === 200 && isManifestType(String(head.headers['content-type'] ?? ''));
  if (isKnown && !wantsDigest && platforms.length === 0) return { is: 'there', digest: undefined };
  const { status, headers, body } = await client.ask('GET', path, accept, action, [404]);
  if (status === 404) return { is: 'absent' };
  const digest = checkedDigest(client, reference, String(headers['docker-content-digest'] ?? ''), body);
  const manifest = parseManifest(body);
  if (manifest === undefined) throw strangeAnswer(client.taskOf(action), 'sends what is no manifest');
  if (platforms.length === 0) return { is: 'there', digest };
  const found =
    manifest.is === 'index'
      ? manifest.platforms
      : await configPlatforms(client, reference, manifest.configDigest);
  const missing = platforms.filter((wanted) => !found.some((built) => fitsPlatform(built, wanted)));
  if (missing.length === 0) return { is: 'there', digest };
  return { is: 'other-platforms', missing: missing.map(formatPlatform), found: found.map(formatPlatform) };
}

function actionOf(reference: Reference): string {
  return `look for "${formatReference(reference)}"`;
}

/** What is written is what the bytes hash to; where somebody says that they are something else, they are nobody's. */
function checkedDigest(client: RegistryClient, reference: Reference, said: string, body: Uint8Array): string {
  const wanted = reference.digest ?? '';
  for (const claimed of [wanted, said]) {
    const algorithm = /^(sha256|sha512):/.exec(claimed)?.[1];
    if (algorithm === undefined || digestOf(algorithm, body) === claimed) continue;
    throw strangeAnswer(
      client.taskOf(actionOf(reference)),
      `sends bytes that are not "${claimed}", but "${digestOf(algorithm, body)}"`,
    );
  }
  return digestOf('sha256', body);
}

function digestOf(algorithm: string, body: Uint8Array): string {
  return `${algorithm}:${createHash(algorithm).update(body).digest('hex')}`;
}

async function configPlatforms(
  client: RegistryClient,
  reference: Reference,
  digest: string,
): Promise<readonly Platform[]> {
  const action = `read the platform of "${formatReference(reference)}"`;
  if (!/^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/.test(digest))
    throw strangeAnswer(client.taskOf(action), 'names a configuration by what is no digest');
  const { status, headers, body } = await client.ask('GET', `blobs/${digest}`, '*/*', action, [404]);
  if (status === 404) throw refusal(client.taskOf(action), { status, headers, text: '' }, 0);
  if (digestOf(digest.slice(0, 6), body) !== digest)
    throw strangeAnswer(client.taskOf(action), `sends bytes that are not "${digest}"`);
  const platform = parseConfigPlatform(body);
  return platform === undefined ? [] : [platform];
}
