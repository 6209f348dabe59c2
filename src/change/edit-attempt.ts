// What one landing commits: read, edited and guarded again on every lost race.
import type { DeployError } from '../errors.ts';
import type { NewerDeploy } from '../ledger/newer-deploy.ts';
import type { BranchCommit } from '../ledger/read-deploys.ts';
import type { ManifestEdit } from '../manifest/edit-manifests.ts';
import { compareDeploys } from './compare-deploys.ts';
import type { BranchState, CommitContent } from './config-repository.ts';
import { editContent } from './edit-content.ts';
import { editFiles, type FilesEdit } from './edit-files.ts';
import type { EarlierDeploys, EditPlan, FileEditor, LandingWatcher } from './edit-plan.ts';
import { editedTargets } from './edited-targets.ts';
import { heldEdit } from './hold-guard.ts';
import { refuseSuperseded } from './order-guard.ts';
import { mergedOf, readHistory } from './read-history.ts';
import { noEdit } from './summary.ts';

/** What a commit was made for. */
interface CommittedEdit {
  readonly edit: ManifestEdit;
  readonly plan: EditPlan;
  readonly earlier: EarlierDeploys;
}

/** What an attempt finds is of one state of the branch alone. */
const nothingEarlier: EarlierDeploys = { source: undefined, threads: [], willCommit: false };

/** The edits of one landing, the last one to look at. */
export class EditAttempt {
  readonly #plan: EditPlan;
  readonly #editor: FileEditor;
  readonly #log: (line: string) => void;
  readonly #watcher: LandingWatcher;
  #edit = noEdit;
  #newer: NewerDeploy | undefined;
  #unchangedReason: string | undefined;
  #committed: CommittedEdit | undefined;

  constructor(plan: EditPlan, editor: FileEditor, log: (line: string) => void, watcher: LandingWatcher) {
    this.#plan = plan;
    this.#editor = editor;
    this.#log = log;
    this.#watcher = watcher;
  }

  /** The last edit that was made. */
  get edit(): ManifestEdit {
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
    this.#newer = undefined;
    this.#unchangedReason = undefined;
    this.#watcher.compared(nothingEarlier);
    const editing = editFiles(this.#plan, state, this.#editor, this.#log);
    const history = readHistory(state);
    // A failure is for whoever waits for it: until then, Node must not end the process for it.
    history.catch(() => undefined);
    const edited = await editing;
    this.#edit = edited.edit;
    this.#unchangedReason = edited.unchangedReason;
    this.#watcher.edited(this.#edit, edited.plan);
    if (this.#edit.files.length === 0) return this.#nothing();
    return this.#guarded(edited, state, await history);
  }

  /**
   * Goes back to the edit that the last commit was made for: a branch that was looked at after the merge of that commit has its
   * values already, and an edit of it is empty.
   */
  recallCommitted(): void {
    if (this.#committed === undefined || this.#committed.edit === this.#edit) return;
    const { edit, plan, earlier } = this.#committed;
    this.#edit = edit;
    this.#newer = undefined;
    this.#unchangedReason = undefined;
    this.#watcher.edited(edit, plan);
    this.#watcher.compared(earlier);
  }

  async #guarded(
    { plan, files, isChosen }: FilesEdit,
    state: BranchState,
    commits: readonly BranchCommit[],
  ): Promise<CommitContent | undefined> {
    const edit = this.#edit;
    let mayBeNewer = commits;
    if (plan.rollback !== undefined) {
      // Nothing of rollbacks is loaded by a deploy.
      const { comparedCommits, refuseOvertaken } = await import('./rollback-guard.ts');
      refuseOvertaken(plan, plan.rollback, commits, state, files, this.#watcher);
      mayBeNewer = comparedCommits(plan.rollback, commits, state);
    }
    const merged = mergedOf(commits, state);
    const held = heldEdit(plan, edit, merged, state.branch);
    if (held !== undefined) return this.#leaveHeld(held, isChosen, plan);
    const targets = editedTargets(edit, plan.target);
    const { earlier, newer } = compareDeploys(edit, targets, commits, mayBeNewer, plan, this.#log);
    this.#newer = newer;
    this.#watcher.compared(earlier);
    if (newer !== undefined) {
      refuseSuperseded(newer, plan.rule);
      return undefined;
    }
    this.#committed = { edit, plan, earlier };
    return editContent(plan, edit, targets, this.#watcher.threads(), merged, state.commit);
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
}
