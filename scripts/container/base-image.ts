// The base image of the container, pulled or made on this machine.
import type { SpawnOptions } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { run, succeeds } from './run.ts';

const published = 'node:24-alpine';
const suite = 'bookworm';
const mirror = 'http://deb.debian.org/debian';
const onlyForApt = ['./var/cache/apt', './var/lib/apt/lists', './usr/share/doc', './usr/share/locale'];

/**
 * The image to build on: BASE_IMAGE when set; the published one where it is there or can be pulled; else one that is
 * made from Debian's packages and the npm package `node`, which takes under a minute and is kept by the engine.
 */
export async function findBaseImage({ env, own }: Engine): Promise<string> {
  if (env.BASE_IMAGE) return env.BASE_IMAGE;
  if (await succeeds('docker', ['image', 'inspect', published], env)) return published;
  // A private engine is started where there is none, and there is usually no registry to reach either.
  if (!own && (await succeeds('docker', ['pull', published], env))) return published;
  const made = `gitops-deploy-base:${suite}-node${nodeVersion()}`;
  if (!(await succeeds('docker', ['image', 'inspect', made], env))) await makeBaseImage(made, env);
  return made;
}

function nodeVersion(): string {
  const text = readFileSync('node_modules/node/package.json', 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

async function makeBaseImage(tag: string, env: NodeJS.ProcessEnv): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gitops-deploy-base-'));
  const [root, archive] = [join(folder, 'root'), join(folder, 'root.tar')];
  const quiet: SpawnOptions = { stdio: ['ignore', 'ignore', 'inherit'], env };
  try {
    await run('debootstrap', ['--variant=minbase', suite, root, mirror], quiet);
    mkdirSync(join(root, 'usr/local/bin'), { recursive: true });
    copyFileSync('node_modules/node/bin/node', join(root, 'usr/local/bin/node'));
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
