// A commit that was made long ago, as far as its dates say.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BareRepository } from './bare-repository.ts';

/**
 * Replaces the newest commit of a branch by one that was made so much earlier.
 * @param ms milliseconds
 * @param branch the main branch, if it is not given
 * @returns id of the new commit
 */
export async function datedBack(repository: BareRepository, ms: number, branch = 'main'): Promise<string> {
  const commit = await repository.git('cat-file', 'commit', branch);
  const older = commit.replace(
    /^((?:author|committer) .*> )(\d+)/gm,
    (_, who: string, seconds: string) => `${who}${Number(seconds) - ms / 1000}`,
  );
  const folder = await mkdtemp(join(tmpdir(), 'gitops-deploy-commit-'));
  const path = join(folder, 'commit');
  await writeFile(path, older);
  const id = (await repository.git('hash-object', '-t', 'commit', '-w', path)).trim();
  await rm(folder, { recursive: true });
  await repository.git('update-ref', `refs/heads/${branch}`, id);
  return id;
}
