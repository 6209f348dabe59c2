// The edit that was made last, for what is said of it once it has landed.
import type { EarlierDeploys, LandingWatcher } from '../change/edit-plan.ts';
import { noEdit } from '../change/summary.ts';
import type { ManifestEdit } from '../manifest/edit-manifests.ts';
import type { Target } from '../manifest/target.ts';

/** Keeps the edit that was made last, and passes on what is watched. */
export class LastEdit implements LandingWatcher {
  readonly #watcher: LandingWatcher;
  last: ManifestEdit = noEdit;
  /** What it was to put there; before the first edit, nothing. */
  target: Target | undefined;

  constructor(watcher: LandingWatcher) {
    this.#watcher = watcher;
  }

  edited(edit: ManifestEdit, target: Target): void {
    if (edit.files.length > 0) this.last = edit;
    this.target = target;
    this.#watcher.edited(edit, target);
  }

  compared(earlier: EarlierDeploys): void {
    this.#watcher.compared(earlier);
  }

  threads(): readonly string[] {
    return this.#watcher.threads();
  }
}
