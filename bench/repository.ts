// A config repository of any size, made once and kept.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type BareRepository,
  createBareRepository,
  gitEnvironment,
  openBareRepository,
} from '../testing/bare-repository.ts';
import { makeRandom, makeService, makeTag, manifestsOf, type Service } from './manifests.ts';
import { makeScratch } from './scratch.ts';

/** Files: clusters, teams in each, services of each team. A service is a folder of five files. */
const layouts = {
  500: [2, 5, 10],
  20000: [4, 20, 50],
  200000: [8, 50, 100],
} as const;

export type Size = keyof typeof layouts;
export const sizes: readonly Size[] = [500, 20000, 200000];

export interface Fixture {
  readonly size: Size;
  readonly repository: BareRepository;
  /** The branch's tip when made; every measurement starts from it. */
  readonly tip: string;
  readonly services: readonly Service[];
  /** Of the pack on disk. */
  readonly packBytes: number;
}

/**
 * The repository of that many files, from the cache or made now: one first commit, then 2,999 that each set one
 * image's tag, packed with bitmaps as a host's housekeeping leaves it. A copy, to be removed after use.
 */
export async function openFixture(size: Size): Promise<Fixture> {
  const cached = join(tmpdir(), `gitops-deploy-bench-${recipe()}`, `${size}`);
  const services = layOut(size);
  if (!existsSync(cached)) await make(cached, services);
  const root = makeScratch('served');
  await cp(cached, root, { recursive: true });
  const repository = openBareRepository(root, 'main');
  const tip = (await repository.git('rev-parse', 'refs/heads/base')).trim();
  const packs = /^size-pack: (\d+)$/m.exec(await repository.git('count-objects', '-v'));
  return { size, repository, tip, services, packBytes: Number(packs?.[1]) * 1024 };
}

/** Sets the branch back and forgets what runs have pushed, so that each starts from the same state. */
export async function rewind({ repository, tip }: Fixture): Promise<void> {
  await repository.git('update-ref', 'refs/heads/main', tip);
  // Pushes this small stay loose objects; all that the fixture needs is packed.
  const loose = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'));
  for (const name of loose)
    await rm(join(repository.directory, 'objects', name), { recursive: true, force: true });
}

/** Names the cache after the code that fills it, so that a changed recipe never meets an old repository. */
function recipe(): string {
  const hash = createHash('sha256');
  for (const name of ['manifests.ts', 'repository.ts'])
    hash.update(readFileSync(new URL(name, import.meta.url)));
  return hash.digest('hex').slice(0, 12);
}

function layOut(size: Size): Service[] {
  const random = makeRandom(size);
  const [clusters, teams, each] = layouts[size];
  return Array.from({ length: clusters * teams * each }, (_, index) => {
    const team = Math.floor(index / each) % teams;
    const cluster = Math.floor(index / each / teams);
    return makeService(random, `clusters/region-${cluster}/team-${team}`, index % each);
  });
}

async function make(root: string, services: readonly Service[]): Promise<void> {
  const repository = await createBareRepository({ files: {}, branch: 'main' });
  await fastImport(repository, history(services));
  await repository.git('update-ref', 'refs/heads/base', 'refs/heads/main');
  await repository.git('pack-refs', '--all');
  await repository.git('repack', '-q', '-a', '-d', '-f', '-b');
  await repository.git('commit-graph', 'write', '--reachable', '--no-progress');
  await mkdir(dirname(root), { recursive: true });
  await rename(repository.root, root);
}

/** https://git-scm.com/docs/git-fast-import#_input_format */
function* history(services: readonly Service[]): Generator<string> {
  const random = makeRandom(services.length);
  const files = (index: number) =>
    Object.entries(manifestsOf(makeRandom(index), services[index] as Service, makeTag(random)));
  yield commit(0, 'Move every service here');
  for (const [index, { folder }] of services.entries())
    yield files(index)
      .map(([name, text]) => modify(`${folder}/${name}`, text))
      .join('');
  for (let number = 1; number < 3000; number += 1) {
    const index = random(services.length);
    const { name, folder } = services[index] as Service;
    // As commits of ours: a deploy reads on where it finds none of them.
    yield commit(number, `Deploy ${name}\n\nDeploy-Id: ${number}`);
    for (const [file, text] of files(index))
      if (file === 'deployment.yaml') yield modify(`${folder}/${file}`, text);
  }
}

function commit(number: number, message: string): string {
  const seconds = Date.parse('2024-01-01T00:00:00Z') / 1000 + number * 3600;
  return (
    `commit refs/heads/main\ncommitter Somebody Else <else@example.com> ${seconds} +0000\n` +
    `data ${message.length}\n${message}\n`
  );
}

function modify(path: string, text: string): string {
  return `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
}

async function fastImport({ directory, root }: BareRepository, stream: Iterable<string>): Promise<void> {
  const child = spawn('git', ['-C', directory, 'fast-import', '--quiet'], {
    env: gitEnvironment(root),
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const closed = new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  await pipeline(Readable.from(stream), child.stdin);
  const code = await closed;
  if (code !== 0) throw new Error(`Cannot make the repository: git fast-import ended with ${code}`);
}
