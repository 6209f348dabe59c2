// What is to be deployed, who edits the files, and who watches.
import type { OrderRule } from '../ledger/deploy-order.ts';
import type { ManifestEdit, ManifestFile, Target } from '../manifest/edit-manifests.ts';
import type { Origin, Trailer } from './commit-message.ts';
import type { Person } from './config-repository.ts';
import type { SourceReference } from './reference-trailers.ts';
import type { RunWords, Summary } from './summary.ts';

/** What is to be deployed, whichever way the repository is reached. */
export interface EditPlan {
  readonly target: Target;
  /** Without it, the default branch. */
  readonly branch: string | undefined;
  /** Paths and globs. */
  readonly files: readonly string[];
  readonly dryRun: boolean;
  readonly ifUnchanged: 'succeed' | 'fail';
  readonly author: Person;
  readonly committer: Person;
  readonly origin: Origin;
  readonly source: SourceReference;
  /** Where this run stands among others of its pipeline, and what that means. */
  readonly rule: OrderRule;
  /** What templates may say of the run. */
  readonly run: RunWords;
  /** Says whether a text holds a secret, which nothing that is committed may. */
  readonly holdsSecret: (text: string) => boolean;
  /** Makes the commit's subject, and what stands in front of the generated body; without it, a generated subject. */
  readonly message: ((summary: Summary) => string) | undefined;
  /** More trailers than those that every deploy has. */
  readonly trailers: readonly Trailer[];
}

/** Edits files, so that it can be ended. */
export interface FileEditor {
  /** @throws {DeployError} whatever the edit throws */
  edit(
    files: readonly ManifestFile[],
    target: Target,
    beside: readonly ManifestFile[],
  ): Promise<ManifestEdit>;
}

/** Who watches a landing. */
export interface LandingWatcher {
  /** Is given each edit, before it is committed. */
  edited(edit: ManifestEdit): void;
  /** Is given the application's commit whose image is replaced, `owner/name@COMMIT`, where the branch says it. */
  replaces(source: string | undefined): void;
  /** Messages about this deploy that are there by now, `slack:C1/1700000000.000100`: the commit names them. */
  threads(): readonly string[];
}
