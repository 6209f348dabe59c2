// What scripts do in a pipeline: clone, edit, commit, push; of ten at once one lands.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BareRepository, gitEnvironment } from '../testing/bare-repository.ts';
import type { Service } from './config-repository.ts';

const run = promisify(execFile);

/**
 * Gives each service a clone of one commit, edits and commits in each clone, and pushes from all of them. One is cloned and the
 * others are copies of it: a process takes longer than ten files.
 * @returns how many of the pushes landed
 */
export async function cloneAndPush(
  repository: BareRepository,
  services: readonly Service[],
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'gitops-deploy-demo-'));
  const git = (...args: string[]) => run('git', args, { cwd: folder, env: gitEnvironment(folder) });
  try {
    const first = join(folder, 'first');
    await git('clone', '-q', '--template=', '-c', 'maintenance.auto=false', repository.directory, first);
    const pushes = services.map(async ({ file }, index) => {
      const clone = join(folder, String(index));
      await cp(first, clone, { recursive: true });
      const text = await readFile(join(clone, file), 'utf8');
      await writeFile(join(clone, file), text.replace(/:v\d+$/m, ':v2'));
      await git('-C', clone, 'commit', '-qam', 'Deploy v2');
      await git('-C', clone, 'push', '-q');
    });
    return (await Promise.allSettled(pushes)).filter(({ status }) => status === 'fulfilled').length;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
