// What one landing commits: read, edited and guarded again on every lost race.
import type { DeployError } from '../errors.ts';
import type { NewerDeploy } from '../ledger/newer-deploy.ts';
import type { BranchCommit } from '../ledger/read-deploys.ts';
import type { ManifestFile, Target } from '../manifest/edit-manifests.ts';
import { checkedPlan } from './checked-plan.ts';
import { compareDeploys } from './compare-deploys.ts';
import type { BranchState, CommitContent } from './config-repository.ts';
import { editContent } from './edit-content.ts';
import { editParts } from './edit-parts.ts';
import type { EditPlan, FileEditor, IsAsNew, LandingWatcher, RollbackPlan } from './edit-plan.ts';
import { editedTargets } from './edited-targets.ts';
import { heldEdit } from './hold-guard.ts';
import { loadEditor } from './load-editor.ts';
import { refuseSuperseded } from './order-guard.ts';
import { mergedOf, readHistory } from './read-history.ts';
import { noEdit } from './summary.ts';

/** The edits of one landing, the last one to look at. */
export class EditAttempt {
  readonly #plan: EditPlan;
  readonly #editor: FileEditor;
  readonly #log: (line: string) => void;
  readonly #watcher: LandingWatcher;
  #loading: ReturnType<typeof loadEditor> | undefined;
  #edit = noEdit;
  #newer: NewerDeploy | undefined;
  #unchangedReason: string | undefined;

  constructor(plan: EditPlan, editor: FileEditor, log: (line: string) => void, watcher: LandingWatcher) {
    this.#plan = plan;
    this.#editor = editor;
    this.#log = log;
    this.#watcher = watcher;
  }

  /** The last edit that was made. */
  get edit() {
    return this.#edit;
  }

  /** The deploy of a newer run, where there is one. */
  get newer(): NewerDeploy | undefined {
    return this.#newer;
  }

  /** Why nothing changes, where it is another reason than that every place holds the wanted value. */
  get unchangedReason(): string | undefined {
    return this.#unchangedReason;
  }

  /**
   * Makes what is to be committed on top of a state of the branch.
   * @returns `undefined` where there is nothing to change, or a newer run has deployed
   * @throws {DeployError} whatever reading and editing throw; superseded, held; invalid-input where a secret would be published
   */
  async prepare(state: BranchState): Promise<CommitContent | undefined> {
    const { files: patterns, rollback } = this.#plan;
    this.#newer = undefined;
    // What an earlier attempt has found is of another state of the branch.
    this.#watcher.compared({ source: undefined, threads: [], willCommit: false });
    this.#unchangedReason = undefined;
    const reading = state.read(patterns);
    const history = readHistory(state);
    // Whoever waits for it hears of a failure; until then it is nobody's.
    history.catch(() => undefined);
    this.#loading ??= loadEditor();
    const [files, { kustomizationsBeside }] = await Promise.all([reading, this.#loading]);
    this.#log(`Read ${listed(files)} of ${state.branch} at ${state.commit.slice(0, 8)}`);
    const { plan, isAsNew } = await checkedPlan(this.#plan);
    const { target } = plan;
    const paths = kustomizationsBeside(files, target.select.namespace);
    const beside = paths.length === 0 ? [] : await state.readIfThere(paths);
    this.#edit =
      rollback === undefined
        ? await this.#editor.edit(files, target, beside)
        : await editParts(this.#editor, files, rollback.parts, beside);
    if (isAsNew !== undefined) await this.#leaveNewer(isAsNew, files, target, beside);
    this.#watcher.edited(this.#edit, plan);
    if (this.#edit.files.length === 0) return this.#nothing();
    const targets = editedTargets(this.#edit, target);
    const commits = await history;
    if (rollback !== undefined) await this.#refuseOvertaken(rollback, commits, state.commit, files);
    const merged = mergedOf(commits, state);
    const held = heldEdit(plan, this.#edit, merged, state.branch);
    if (held !== undefined) return this.#leaveHeld(held, isAsNew !== undefined, plan);
    const { earlier, newer } = compareDeploys(this.#edit, targets, commits, this.#plan, this.#log);
    this.#newer = newer;
    this.#watcher.compared(earlier);
    if (newer !== undefined) {
      refuseSuperseded(newer, this.#plan.rule);
      return undefined;
    }
    const threads = this.#watcher.threads();
    return editContent(plan, this.#edit, targets, threads, merged);
  }

  async #leaveNewer(
    isAsNew: IsAsNew,
    files: readonly ManifestFile[],
    target: Target,
    beside: readonly ManifestFile[],
  ): Promise<void> {
    const { withoutNewer } = await import('./newer-tags.ts');
    const { edit, newer } = await withoutNewer(this.#edit, isAsNew, this.#editor, files, target, beside);
    this.#edit = edit;
    for (const sentence of newer) this.#log(`Note: ${sentence}, which is not older, and stays`);
    if (newer.length > 0) this.#unchangedReason = `${newer.slice(0, 3).join(', ')}, which is not older`;
  }

  /** What a policy chose waits for a newer tag; what somebody asks for is refused. */
  #leaveHeld(held: DeployError, isChosen: boolean, plan: EditPlan): undefined {
    if (!isChosen) throw held;
    this.#log(`Note: ${held.message}; ${held.remedy}`);
    this.#unchangedReason = 'it is held, and so it waits for a newer tag or a release';
    this.#edit = { ...this.#edit, files: [], changes: [] };
    this.#watcher.edited(this.#edit, plan);
  }

  #nothing(): undefined {
    if (this.#plan.rollback !== undefined)
      this.#log('Note: nothing goes back, so nothing is held; the command "hold" does that alone');
  }

  /** Nothing of rollbacks is loaded by a deploy. */
  async #refuseOvertaken(
    rollback: RollbackPlan,
    commits: readonly BranchCommit[],
    tip: string,
    files: readonly ManifestFile[],
  ): Promise<void> {
    const { overtaken, overtakenBy } = await import('./rollback-guard.ts');
    const { target, trailers } = this.#plan;
    const newer = overtakenBy(rollback, commits, tip, files, target.select, trailers);
    if (newer === undefined) return;
    this.#watcher.compared({ source: undefined, threads: newer.by?.threads ?? [], willCommit: false });
    throw overtaken(newer);
  }
}

/** A glob may stand for hundreds. */
function listed(files: readonly { readonly path: string }[]): string {
  return files.length > 3 ? `${files.length} files` : files.map(({ path }) => path).join(', ');
}
