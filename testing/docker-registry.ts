// A real registry on localhost: the reference implementation of the OCI distribution API.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageBytes } from './image-bytes.ts';
import { type TokenServer, tokenIssuer, tokenService } from './registry-tokens.ts';
import { freePort } from './relay.ts';
import { until } from './until.ts';

const program = '/usr/bin/docker-registry';

/** From Debian's package docker-registry; where it is absent, tests skip and say so. */
const hasDockerRegistry = existsSync(program);

/**
 * Groups tests that need a real registry.
 * @param what is not tested where there is none
 */
export function describeWithRegistry(what: string): typeof describe | typeof describe.skip {
  if (hasDockerRegistry) return describe;
  process.stderr.write(`${what} is not tested: install docker-registry\n`);
  return describe.skip;
}

/** Whom a registry with a password file lets in. */
export const registryUser = 'builder';
export const registryPassword = 'An0therToken';
const htpasswd = `${registryUser}:$2b$05$jonHwMSltywKvZ8Esl0NUesAFpwGXWvRJlPII9IcNXvATkF9gXlVG\n`;

/** The same as a header. */
export const registryLogin = `Basic ${Buffer.from(`${registryUser}:${registryPassword}`).toString('base64')}`;

export interface DockerRegistry {
  /** `127.0.0.1:41234`, what stands before a repository. */
  readonly host: string;
  /** Pushes a manifest under a tag, and before it what it names. */
  push(
    repository: string,
    tag: string,
    manifest: ImageBytes,
    ...before: readonly ImageBytes[]
  ): Promise<void>;
  close(): Promise<void>;
}

/** Starts it on a free loopback port, open to all, with a password file, or with a token server. */
export async function startDockerRegistry(guard: boolean | TokenServer): Promise<DockerRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-'));
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  await writeFile(join(folder, 'htpasswd'), htpasswd);
  const auth = guardedBy(guard, folder);
  const config = `version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: ${folder}/data}}\nhttp: {addr: "${host}"}\n${auth}`;
  await writeFile(join(folder, 'config.yml'), config);
  const child = spawn(program, ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  const ask = (path: string, init: RequestInit): Promise<Response> => {
    const repository = /^\/v2\/(.*)\/(?:blobs|manifests)\//.exec(path)?.[1] ?? '';
    const authorization =
      typeof guard === 'boolean' ? registryLogin : `Bearer ${guard.tokenFor(repository, ['pull', 'push'])}`;
    return fetch(new URL(path, `http://${host}`), { ...init, headers: { authorization, ...init.headers } });
  };
  await until(
    'the registry answers',
    async () => (await ask('/v2/', {}).catch(() => undefined))?.ok === true,
  );
  const put = async (path: string, { type, bytes }: ImageBytes): Promise<void> => {
    const answer = await ask(path, {
      method: 'PUT',
      headers: { 'content-type': type },
      body: Uint8Array.from(bytes),
    });
    if (!answer.ok) throw new Error(`Cannot push to the registry: ${answer.status} ${await answer.text()}`);
  };
  const putBlob = async (repository: string, blob: ImageBytes): Promise<void> => {
    const upload = await ask(`/v2/${repository}/blobs/uploads/`, { method: 'POST' });
    const at = new URL(upload.headers.get('location') ?? '', `http://${host}`);
    at.searchParams.set('digest', blob.digest);
    await put(`${at.pathname}${at.search}`, { ...blob, type: 'application/octet-stream' });
  };
  return {
    host,
    async push(repository, tag, manifest, ...before) {
      for (const each of before)
        if (each.type.includes('.config.')) await putBlob(repository, each);
        else await put(`/v2/${repository}/manifests/${each.digest}`, each);
      await put(`/v2/${repository}/manifests/${tag}`, manifest);
    },
    async close() {
      child.kill();
      await new Promise((resolve) => child.once('exit', resolve));
      await rm(folder, { recursive: true });
    },
  };
}

function guardedBy(guard: boolean | TokenServer, folder: string): string {
  if (guard === true) return `auth: {htpasswd: {realm: a registry, path: ${folder}/htpasswd}}\n`;
  if (guard === false) return '';
  const { url, authority } = guard;
  return `auth: {token: {realm: "${url}", service: ${tokenService}, issuer: ${tokenIssuer}, rootcertbundle: ${authority}}}\n`;
}
