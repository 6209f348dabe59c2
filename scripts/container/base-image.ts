// The base image of the container, pulled or made on this machine.
import type { SpawnOptions } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { run, succeeds } from './run.ts';

const suite = 'bookworm';
const mirror = 'http://deb.debian.org/debian';
const onlyForApt = ['./var/cache/apt', './var/lib/apt/lists', './usr/share/doc', './usr/share/locale'];

/**
 * The image to build on: BASE_IMAGE when set; the published one where it is there or can be pulled; else one that is
 * made from Debian's packages and the node that runs this, which takes under a minute and is kept by the engine.
 */
export async function findBaseImage({ env, own }: Engine): Promise<string> {
  if (env.BASE_IMAGE) return env.BASE_IMAGE;
  const published = publishedImage();
  if (await succeeds('docker', ['image', 'inspect', published], env)) return published;
  // A private engine is started where there is none, and there is usually no registry to reach either.
  if (!own && (await succeeds('docker', ['pull', published], env))) return published;
  const made = `gitops-deploy-base:${suite}-node${process.versions.node}`;
  if (!(await succeeds('docker', ['image', 'inspect', made], env))) await makeBaseImage(made, env);
  return made;
}

/** The one that the Dockerfile names, by its digest. */
function publishedImage(): string {
  const image = /^ARG BASE_IMAGE=(\S+)$/m.exec(readFileSync('Dockerfile', 'utf8'))?.[1];
  if (image === undefined)
    throw new Error('Cannot find the base image: the Dockerfile has no ARG BASE_IMAGE');
  return image;
}

async function makeBaseImage(tag: string, env: NodeJS.ProcessEnv): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gitops-deploy-base-'));
  const [root, archive] = [join(folder, 'root'), join(folder, 'root.tar')];
  const quiet: SpawnOptions = { stdio: ['ignore', 'ignore', 'inherit'], env };
  try {
    await run('debootstrap', ['--variant=minbase', suite, root, mirror], quiet);
    mkdirSync(join(root, 'usr/local/bin'), { recursive: true });
    copyFileSync(process.execPath, join(root, 'usr/local/bin/node'));
    await run(
      'tar',
      ['-C', root, ...onlyForApt.map((path) => `--exclude=${path}`), '-cf', archive, '.'],
      quiet,
    );
    await run('docker', ['import', archive, tag], quiet);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
