// What is to be deployed, who edits the files, and who watches.
import type { DeployHold } from '../ledger/deploy-hold.ts';
import type { OrderRule } from '../ledger/deploy-order.ts';
import type { ManifestEdit, ManifestFile, Target } from '../manifest/edit-manifests.ts';
import type { Origin, Trailer } from './commit-message.ts';
import type { Person } from './config-repository.ts';
import type { EarlierImage } from './earlier-images.ts';
import type { SourceReference } from './reference-trailers.ts';
import type { RunWords } from './run-words.ts';
import type { Summary } from './summary.ts';

/** What is to be deployed, whichever way the repository is reached. */
export interface EditPlan {
  readonly target: Target;
  /** Settles when the registry has answered: nothing is edited before. `undefined`: nobody is asked. */
  readonly checked: Promise<CheckedTarget> | undefined;
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
  /** What the run takes back; `undefined`: it is no rollback. */
  readonly rollback: RollbackPlan | undefined;
  /** The files that the versions come from, `FILE@COMMIT` each. */
  readonly promotes: readonly string[];
  /** What templates may say of the run. */
  readonly run: RunWords;
  /** Says whether a text holds a secret, which nothing that is committed may. */
  readonly holdsSecret: (text: string) => boolean;
  /** Makes the commit's subject, and what stands in front of the generated body; without it, a generated subject. */
  readonly message: ((summary: Summary) => string) | undefined;
  /** More trailers than those that every deploy has. */
  readonly trailers: readonly Trailer[];
}

/** Says whether a tag that is there is as new as the chosen one, or newer. */
export type IsAsNew = (found: string, chosen: string) => boolean;

/** What the registry says of a target. */
export interface CheckedTarget {
  /** With the tags and the digests of its images. */
  readonly target: Target;
  /** What the images say that they were built from, where nobody else says it. */
  readonly source: SourceReference | undefined;
  /** Where a policy chose the tags; `undefined`: they are given. */
  readonly isAsNew: IsAsNew | undefined;
}

/** What a rollback takes back. */
export interface RollbackPlan {
  /** The commits of the deploys that are taken back, the newest first. */
  readonly reverts: readonly string[];
  /** The tip that it was decided on: what has been deployed since is not known to whoever wants to go back. */
  readonly decidedAt: string;
  /** What the places held there. */
  readonly found: readonly EarlierImage[];
  /** What must not be deployed there from now on. */
  readonly hold: DeployHold;
  /** The commit of the run's own deploy, where it takes that back; `undefined`: somebody asks for the rollback. */
  readonly own: string | undefined;
  /** Files that get other values than the rest, each file once. */
  readonly parts: readonly EditPart[];
}

/** Some files of a plan, and what is to be changed in them. */
export interface EditPart {
  readonly paths: readonly string[];
  readonly target: Target;
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

/** What the branch says of the earlier deploys of the same places. */
export interface EarlierDeploys {
  /** The application's commit whose image is replaced, `owner/name@COMMIT`. */
  readonly source: string | undefined;
  /** Messages about the deploys that are replaced, or about the newer one that supersedes this run: `slack:C1/1700000000.000100`. */
  readonly threads: readonly string[];
  /** The edit is about to be committed: no newer run has deployed. */
  readonly willCommit: boolean;
}

/** The plan of an edit that was made. */
export type EditedPlan = Pick<EditPlan, 'target' | 'source' | 'origin' | 'run' | 'holdsSecret'>;

/** Who watches a landing. */
export interface LandingWatcher {
  /** Is given each edit and the plan as it is by then, before it is committed. */
  edited(edit: ManifestEdit, plan: EditedPlan): void;
  /** Is given the earlier deploys of what each edit changes, where the history is read. */
  compared(earlier: EarlierDeploys): void;
  /** Messages about this deploy that are there by now, `slack:C1/1700000000.000100`: the commit names them. */
  threads(): readonly string[];
}
