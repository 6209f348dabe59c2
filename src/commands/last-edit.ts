// The edit that was made last, for what is said of it once it has landed.
import type { EarlierDeploys, EditedPlan, LandingWatcher } from '../change/edit-plan.ts';
import { noEdit } from '../change/summary.ts';
import type { ManifestEdit } from '../manifest/edit-manifests.ts';

/** Keeps the edit that was made last, and passes on what is watched. */
export class LastEdit implements LandingWatcher {
  readonly #watcher: LandingWatcher;
  last: ManifestEdit = noEdit;
  /** The plan of it; before the first edit, nothing. */
  plan: EditedPlan | undefined;

  constructor(watcher: LandingWatcher) {
    this.#watcher = watcher;
  }

  edited(edit: ManifestEdit, plan: EditedPlan): void {
    if (edit.files.length > 0) this.last = edit;
    this.plan = plan;
    this.#watcher.edited(edit, plan);
  }

  compared(earlier: EarlierDeploys): void {
    this.#watcher.compared(earlier);
  }

  threads(): readonly string[] {
    return this.#watcher.threads();
  }
}
