// What scripts do in a pipeline: clone, edit, commit, push; of ten at once one lands.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BareRepository, gitEnvironment } from '../testing/bare-repository.ts';
import type { Service } from './config-repository.ts';

const run = promisify(execFile);

/**
 * Clones for each service, edits and commits in each clone, and pushes from all of them.
 * @returns how many of the pushes landed
 */
export async function cloneAndPush(
  repository: BareRepository,
  services: readonly Service[],
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'gitops-deploy-demo-'));
  const git = (...args: string[]) => run('git', args, { cwd: folder, env: gitEnvironment(folder) });
  try {
    const clones = await Promise.all(
      services.map(async ({ file }, index) => {
        const clone = join(folder, String(index));
        await git('clone', '-q', repository.directory, clone);
        const text = await readFile(join(clone, file), 'utf8');
        await writeFile(join(clone, file), text.replace(/:v\d+$/m, ':v2'));
        await git('-C', clone, 'commit', '-qam', 'Deploy v2');
        return clone;
      }),
    );
    const pushes = await Promise.allSettled(clones.map((clone) => git('-C', clone, 'push', '-q')));
    return pushes.filter(({ status }) => status === 'fulfilled').length;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
