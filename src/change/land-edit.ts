import { setImmediate as nextTurn } from 'node:timers/promises';
import { DeployError } from '../errors.ts';
import type { Draft, Identity, Landing, LandOptions, Snapshot } from '../git/types.ts';
import type { ManifestEdit, Target } from '../manifest/edit-manifests.ts';
import { commitMessage, type Origin, type Summary, summarize } from './commit-message.ts';

/** Where the config repository is and how commits get there. */
export interface Repository {
  /** Lands one commit exactly once, preparing it again on every lost race; without a name on the remote's HEAD. */
  land(branch: string | undefined, options: LandOptions): Promise<Landing>;
}

/** What is to be deployed, whichever way the repository is reached. */
export interface Plan {
  readonly target: Target;
  readonly branch?: string;
  /** Paths and globs. */
  readonly files: readonly string[];
  readonly dryRun: boolean;
  readonly ifUnchanged: 'succeed' | 'fail';
  readonly author: Identity;
  readonly origin: Origin;
  /** The commit's subject; without it a generated one. */
  readonly subject?: (summary: Summary) => string;
}

/** How a deploy ended when it did not throw. */
export interface Deployment extends Landing {
  readonly edit: ManifestEdit;
  readonly summary: Summary;
}

/** Snapshot, edit, commit, push; again on a lost race. Throws DeployError. */
export async function deploy(
  plan: Plan,
  repository: Repository,
  log: (line: string) => void,
): Promise<Deployment> {
  let edit: ManifestEdit = { files: [], changes: [], resources: [], notes: [] };
  let editor: ReturnType<typeof loadEditor> | undefined;
  const prepare = async (snapshot: Snapshot): Promise<Draft | undefined> => {
    const reading = snapshot.read(plan.files);
    editor ??= loadEditor();
    const [files, { editManifests }] = await Promise.all([reading, editor]);
    log(`Read ${named(files)} of ${snapshot.branch} at ${snapshot.commit.slice(0, 8)}`);
    edit = editManifests(files, plan.target);
    if (edit.files.length === 0) return undefined;
    const summary = summarize(edit, plan.target);
    return { files: edit.files, message: commitMessage(edit, summary, plan.origin, plan.subject?.(summary)) };
  };
  const { id } = plan.origin;
  const landing = await repository.land(plan.branch, {
    id,
    author: plan.author,
    dryRun: plan.dryRun,
    prepare,
  });
  for (const note of edit.notes) log(`Note: ${note}`);
  if (landing.result === 'unchanged' && plan.ifUnchanged === 'fail')
    throw nothingToChange(plan, landing.branch);
  return { ...landing, edit, summary: summarize(edit, plan.target) };
}

/** A glob may stand for hundreds. */
function named(files: readonly { readonly path: string }[]): string {
  return files.length > 3 ? `${files.length} files` : files.map(({ path }) => path).join(', ');
}

/** The requests leave first: loading the editor, and warming it up, takes of the time that they travel. */
async function loadEditor() {
  await nextTurn();
  const editor = await import('../manifest/edit-manifests.ts');
  editor.warmUp();
  return editor;
}

function nothingToChange(plan: Plan, branch: string): DeployError {
  return new DeployError(
    'would-change-nothing',
    `Cannot deploy to "${branch}": every place in ${plan.files.join(', ')} holds the wanted value already`,
    'deploy another tag, or set if-unchanged to "succeed"',
  );
}
