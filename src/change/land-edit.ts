// The use case of a deploy: read, edit, commit, push; again on a lost race.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DeployError } from '../errors.ts';
import type { DeployOrder } from '../ledger/deploy-order.ts';
import { type LedgerEntry, ledgerTrailers } from '../ledger/deploy-trailers.ts';
import type { ManifestEdit, ManifestFile, Target } from '../manifest/edit-manifests.ts';
import { commitMessage, type Origin, type Trailer } from './commit-message.ts';
import type {
  BranchState,
  CommitContent,
  ConfigRepository,
  LandResult,
  Person,
} from './config-repository.ts';
import { editedTargets } from './edited-targets.ts';
import { referenceTrailers, type SourceReference } from './reference-trailers.ts';
import { refuseSecretsIn } from './refuse-secrets.ts';
import { noEdit, type RunWords, type Summary, summarize } from './summary.ts';

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
  /** Where this run stands among others of its pipeline. */
  readonly order: DeployOrder | undefined;
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
  /** Messages about this deploy that are there by now, `slack:C1/1700000000.000100`: the commit names them. */
  threads(): readonly string[];
}

/** How a deploy ended when it did not throw. */
export interface Landed extends LandResult {
  readonly edit: ManifestEdit;
}

/**
 * Lands the edit of a plan.
 * @param editor edits the files, again on every lost race
 * @returns how it ended, and what was edited
 * @throws {DeployError} whatever the repository and the edit throw, and would-change-nothing, invalid-input where a secret would be published
 */
export async function landEdit(
  plan: EditPlan,
  repository: ConfigRepository,
  editor: FileEditor,
  log: (line: string) => void,
  watcher: LandingWatcher,
): Promise<Landed> {
  const { author, committer } = plan;
  const reference = referenceTrailers(plan.source, plan.trailers, plan.holdsSecret);
  const trailers = [...plan.trailers, ...reference];
  let edit = noEdit;
  let loading: ReturnType<typeof loadEditor> | undefined;
  const prepare = async (state: BranchState): Promise<CommitContent | undefined> => {
    const reading = state.read(plan.files);
    loading ??= loadEditor();
    const [files, { kustomizationsBeside }] = await Promise.all([reading, loading]);
    log(`Read ${listed(files)} of ${state.branch} at ${state.commit.slice(0, 8)}`);
    const paths = kustomizationsBeside(files, plan.target.select.namespace);
    const beside = paths.length === 0 ? [] : await state.readIfThere(paths);
    edit = await editor.edit(files, plan.target, beside);
    watcher.edited(edit);
    if (edit.files.length === 0) return undefined;
    const summary = summarize(edit, plan.target, plan.run);
    const threads = watcher.threads().map((value) => ({ key: 'Deploy-Thread', value }));
    const own = [...trailers, ...threads, ...ledgerTrailers(entryOf(edit, plan))];
    const message = commitMessage(edit, summary, plan.origin, plan.message?.(summary), own);
    refuseSecretsIn({ author, committer, message, files: edit.files }, plan.holdsSecret);
    return { files: edit.files, message };
  };
  const landed = await repository.land(plan.branch, {
    id: plan.origin.id,
    author,
    committer,
    dryRun: plan.dryRun,
    prepare,
  });
  for (const note of edit.notes) log(`Note: ${note}`);
  if (landed.result === 'unchanged' && plan.ifUnchanged === 'fail') throw nothingToChange(plan, landed);
  return { ...landed, edit };
}

/** What the commit says for the history. */
function entryOf(edit: ManifestEdit, { target, order, source, run }: EditPlan): LedgerEntry {
  return {
    targets: editedTargets(edit, target),
    order,
    sourceDate: source.date,
    environment: run.environment,
  };
}

/** A glob may stand for hundreds. */
function listed(files: readonly { readonly path: string }[]): string {
  return files.length > 3 ? `${files.length} files` : files.map(({ path }) => path).join(', ');
}

/** The requests leave first: loading the editor, and warming it up, takes of the time that they travel. */
async function loadEditor() {
  await nextTurn();
  const editor = await import('../manifest/edit-manifests.ts');
  editor.warmUp();
  return editor;
}

function nothingToChange({ files }: EditPlan, { branch, commit, attempts }: LandResult): DeployError {
  return new DeployError(
    'would-change-nothing',
    `Cannot deploy to "${branch}": every place in ${files.join(', ')} holds the wanted value already`,
    'deploy another tag, or set if-unchanged to "succeed"',
    undefined,
    { branch, commit, attempts },
  );
}
