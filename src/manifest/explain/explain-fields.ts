// Why the path of `set` means no field that could be set.

import { DeployError } from '../../errors.ts';
import { inputName } from '../../wording.ts';
import type { UnselectedFields } from '../select/select-fields.ts';
import { objectDifferences } from '../select/selectors.ts';
import type { Assignment, Target } from '../target.ts';
import type { Cursor } from '../yaml/cursor.ts';
import type { OpenFile } from '../yaml/open-file.ts';
import { lineOf, pathOf } from '../yaml/position.ts';
import { resourceOf } from '../yaml/resource.ts';
import { bulleted, describeField } from './describe.ts';
import { reasonOf, remedyOf } from './excluded.ts';
import { noNamespaceSaid, unplacedRemedy } from './unplaced.ts';

/**
 * Makes the error that says why no field can be set, and what to do.
 * @param unselected how the selection of the fields ended
 * @param assignment the path and its value
 * @param files the files that were searched
 * @param target what was asked for
 * @returns path-not-found or image-ambiguous
 */
export function explainFields(
  unselected: UnselectedFields,
  assignment: Assignment,
  files: readonly OpenFile[],
  target: Target,
): DeployError {
  switch (unselected.kind) {
    case 'absent':
      return pathNotFound(assignment, files, target);
    case 'excluded':
      return pathExcluded(assignment, unselected.cursors, target);
    case 'unplaced':
      return pathUnplaced(assignment, unselected.cursors, target);
    case 'ambiguous':
      return pathAmbiguous(unselected.cursors);
  }
}

/** No document has the field. */
function pathNotFound({ path }: Assignment, files: readonly OpenFile[], { create }: Target): DeployError {
  const names = files.map(({ file }) => file.path).join(', ');
  return new DeployError(
    'path-not-found',
    `Cannot set "${path}": no selected document of ${names} has this field`,
    create
      ? 'check the path: only keys are added, and only where one document alone has the map for them'
      : `check the path and the selectors, or set ${inputName('create')} to add the field`,
  );
}

/** The field is there; selectors leave out every object that has it. */
function pathExcluded({ path }: Assignment, cursors: readonly Cursor[], { select }: Target): DeployError {
  const excluded = cursors.map((cursor) => ({
    text: describeField(cursor),
    differences: objectDifferences(cursor, select),
  }));
  return new DeployError('path-not-found', `Cannot set "${path}": ${reasonOf(excluded)}`, remedyOf(excluded));
}

/** Several files have the field: none of them says the namespace. */
function pathUnplaced({ path }: Assignment, cursors: readonly Cursor[], { select }: Target): DeployError {
  return new DeployError(
    'image-ambiguous',
    `Cannot tell which "${path}" is meant: ${noNamespaceSaid(select)}${bulleted(cursors.map(describeField))}`,
    unplacedRemedy,
  );
}

/** Several objects of one file have the field: which of them is meant? */
function pathAmbiguous(cursors: readonly Cursor[]): DeployError {
  const places = cursors.map((cursor) => {
    const { kind, name } = resourceOf(cursor);
    return `line ${lineOf(cursor)}${kind === undefined ? '' : ` (${kind} ${name ?? ''})`}`;
  });
  const { path } = cursors[0]?.document.source.manifest ?? {};
  const last = cursors[0] === undefined ? '' : pathOf(cursors[0]);
  return new DeployError(
    'image-ambiguous',
    `Cannot set "${last}" in "${path}": ${places.length} objects have this field: ${places.join(', ')}`,
    `say which one with ${inputName('kind')}, ${inputName('name')} or ${inputName('namespace')}, or set ${inputName('expect')} to ${places.length} to set them all`,
  );
}
