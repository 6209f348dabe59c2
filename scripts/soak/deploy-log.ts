// What the commits of a soak say: the messages are read here, and not by the code that is to be proven.
import type { BareRepository } from '../../testing/bare-repository.ts';

/** A commit of a run, as its message tells it. */
export interface LoggedDeploy {
  readonly hash: string;
  /** The page of the run that made it. */
  readonly run: string;
  /** The file that it deploys to, holds or releases: every file of the soak has one image. */
  readonly file: string;
  /** Empty where it only holds or releases. */
  readonly image: string;
  /** Its number among the runs of the soak; NaN where it says no order. */
  readonly number: number;
  readonly isRollback: boolean;
  readonly isRelease: boolean;
  /** The values that it holds; `*` is every deploy. */
  readonly held: readonly string[];
  /** The run that it holds, with all older ones; NaN where it names none. */
  readonly heldNumber: number;
}

/** Reads what our commits on the branch say, the oldest first. */
export async function readDeployLog(repository: BareRepository): Promise<readonly LoggedDeploy[]> {
  const log = await repository.git('log', '--reverse', '--format=%H%n%(trailers:only,unfold)%x00', 'main');
  return log.split('\0').flatMap((text) => deploysIn(text.trim()));
}

/**
 * Reads what a commit says.
 * @param text its id and its trailers, a line each
 * @returns nothing where somebody else made it
 */
export function deploysIn(text: string): readonly LoggedDeploy[] {
  const [hash = '', ...lines] = text.split('\n');
  const valuesOf = (key: string): string[] =>
    lines.filter((line) => line.startsWith(`${key}: `)).map((line) => line.slice(key.length + 2));
  const numberIn = (key: string): number => Number(/^soak (\d+)$/.exec(valuesOf(key)[0] ?? '')?.[1]);
  const [target] = valuesOf('Deploy-Target');
  if (target === undefined) return [];
  return [
    {
      hash,
      run: valuesOf('Deploy-Run')[0] ?? '',
      file: target.replace(/#.*/, ''),
      image: valuesOf('Deploy-Image')[0] ?? '',
      number: numberIn('Deploy-Order'),
      isRollback: valuesOf('Deploy-Reverts').length > 0,
      isRelease: valuesOf('Deploy-Release').length > 0,
      held: valuesOf('Deploy-Hold'),
      heldNumber: numberIn('Deploy-Hold-Order'),
    },
  ];
}
