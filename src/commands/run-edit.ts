// The deploy's edit on local files: no git, no network.
import { summarize } from '../change/summary.ts';
import { headlineOf } from '../change/what-went-where.ts';
import { readEditConfig } from '../config/config.ts';
import { Editor } from '../editor/editor.ts';
import { DeployError } from '../errors.ts';
import { kustomizationsBeside } from '../manifest/edit-manifests.ts';
import { unifiedDiff } from '../report/diff.ts';
import { program } from '../wording.ts';
import type { CommandContext } from './command.ts';
import { readLocalFiles, readLocalIfThere, readWrittenFiles } from './local-files.ts';
import { orWarn } from './or-warn.ts';
import { type Ended, noDeploy, reportedChanges } from './outcome.ts';
import { writeLocalFiles } from './write-files.ts';

/**
 * Edits the files that the words name.
 * @returns the outcome; files are written unless it is a dry run
 * @throws {DeployError} invalid-input, file-not-found, not-editable: a file cannot be written; and whatever the edit throws
 */
export async function runEdit({ given, words, log, warn, signal }: CommandContext): Promise<Ended> {
  const config = readEditConfig(given);
  const { dryRun } = config;
  const target = { ...config.target, written: { paths: words, whenIdle: 'note' as const } };
  if (words.length === 0)
    throw new DeployError(
      'invalid-input',
      'Cannot edit: no file is given',
      `write "${program} edit FILE..."`,
    );
  const files = await (target.text ? readWrittenFiles(words) : readLocalFiles(words));
  const beside = await readLocalIfThere(kustomizationsBeside(files, target.select.namespace));
  const edit = await new Editor(signal).edit(files, target, beside);
  if (!dryRun) await writeLocalFiles(edit.files);
  for (const note of edit.notes) log(`Note: ${note}`);
  const written = dryRun ? 'dry-run' : 'edited';
  const outcome = {
    ...noDeploy,
    result: edit.files.length === 0 ? 'unchanged' : written,
    headline: headlineOf(summarize(edit, target)) || undefined,
    changes: reportedChanges(edit.changes, () => undefined),
    diff: orWarn(warn, 'show the diff', () => unifiedDiff(edit.files), ''),
    error: undefined,
  } as const;
  return { outcome, afterwards: undefined };
}
