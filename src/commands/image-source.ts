// What images were built from, where they say it and nobody else does.
import { labelledSource } from '../config/labelled-source.ts';
import type { BuiltSource } from '../config/origin-config.ts';
import type { ImageOrigin } from '../registry/manifest-body.ts';

/**
 * Finds the source of a deploy in what its images say. Where the inputs or the CI say it, they count, and a difference is noted.
 * @param known what the inputs and the CI say
 * @param origins what each image says
 * @returns the source; `undefined` where it is known, or the images do not say one
 */
export function sourceInImages(
  known: BuiltSource,
  origins: readonly (ImageOrigin | undefined)[],
  log: (line: string) => void,
): BuiltSource | undefined {
  const [first] = origins;
  const isCommon = origins.every(
    (each) => each?.revision === first?.revision && each?.source === first?.source,
  );
  if (first?.revision === undefined || !isCommon) return undefined;
  const said = labelledSource(first.revision, first.source);
  if (known.commit === undefined) return said;
  if (!isSameCommit(known.commit, said.commit ?? ''))
    log(
      `Note: the image says that it was built from ${nameOf(said)}, and this run that it was ${nameOf(known)}`,
    );
  return undefined;
}

/** One of them may be short. */
function isSameCommit(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a.startsWith(b) || b.startsWith(a);
}

function nameOf({ repository, commit = '' }: BuiltSource): string {
  return repository === undefined ? commit : `${repository}@${commit}`;
}
