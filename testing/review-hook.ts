// A real repository whose server takes changes for review, by a `proc-receive` hook: Gerrit, or AGit.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BareRepository } from './bare-repository.ts';
import { stateIn } from './proc-receive.ts';

/** What the hook keeps, to be read and changed between pushes. */
export interface ReviewState<State> {
  read(): State;
  write(state: State): Promise<void>;
}

/** @param program the file of the hook, beside this one */
export async function hookForReview<State>(
  repository: BareRepository,
  program: 'gerrit-receive.ts' | 'agit-receive.ts',
  first: State,
): Promise<ReviewState<State>> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  await repository.git('config', 'receive.procReceiveRefs', 'refs/for');
  await repository.git('config', 'receive.advertisePushOptions', 'true');
  const node = `"${process.execPath}" --disable-warning=ExperimentalWarning`;
  await repository.hook('proc-receive', `exec ${node} "${file}"`);
  const path = join(repository.directory, 'review.json');
  await rm(path, { force: true });
  return {
    read: () => stateIn(repository.directory, first),
    write: (state) => writeFile(path, JSON.stringify(state)),
  };
}
