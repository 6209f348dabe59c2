// A branch that takes no push, as GitHub protects it: by the hook of a bare repository.
import type { BareRepository } from './bare-repository.ts';

/** What GitHub says of a push to it; every other branch takes one. */
const rule = `while read old new ref; do
  [ "$ref" = refs/heads/main ] || continue
  echo 'error: GH006: Protected branch update failed for refs/heads/main.' >&2
  echo 'error: Changes must be made through a pull request.' >&2
  exit 1
done`;

/** Protects the branch `main`, until the hook `pre-receive` is removed. */
export function protectMain(repository: BareRepository): Promise<void> {
  return repository.hook('pre-receive', rule);
}
