// Bytes that are named by their digest: they are what it says, or nobody's.
import { createHash } from 'node:crypto';
import type { RegistryClient } from './registry-client.ts';
import { type RegistryTask, strangeAnswer } from './registry-error.ts';

/**
 * Hashes bytes.
 * @param algorithm `sha256`, `sha512`
 * @param body as it came
 * @returns `sha256:<hex>`
 */
export function digestOf(algorithm: string, body: Uint8Array): string {
  return `${algorithm}:${createHash(algorithm).update(body).digest('hex')}`;
}

/**
 * Checks that bytes are what they are called; an algorithm that nobody here knows says nothing.
 * @param claimed the digest that somebody says; empty: nobody
 * @param body as it came
 * @throws {DeployError} not-a-registry
 */
export function checkBytes(task: RegistryTask, claimed: string, body: Uint8Array): void {
  const algorithm = /^(sha256|sha512):/.exec(claimed)?.[1];
  if (algorithm === undefined || digestOf(algorithm, body) === claimed) return;
  throw strangeAnswer(task, `sends bytes that are not "${claimed}", but "${digestOf(algorithm, body)}"`);
}

/**
 * Reads what a manifest names.
 * @param digest as the manifest has it
 * @param accept media types
 * @param action the middle of "Cannot ..."
 * @returns the bytes
 * @throws {DeployError} not-a-registry for a digest that is none, or other bytes; what the registry refuses
 */
export async function readByDigest(
  client: RegistryClient,
  kind: 'blobs' | 'manifests',
  digest: string,
  accept: string,
  action: string,
): Promise<Uint8Array> {
  const task = client.taskOf(action);
  if (!/^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/.test(digest))
    throw strangeAnswer(task, 'names a part of the image by what is no digest');
  const { body } = await client.ask('GET', `${kind}/${digest}`, accept, action, []);
  checkBytes(task, digest, body);
  return body;
}
