import { DeployError } from '../../errors.ts';
import { objectDifferences } from '../find/select.ts';
import type { Assignment, Target } from '../target.ts';
import { lineOf, pathOf, resourceOf } from '../yaml/locate.ts';
import type { OpenFile } from '../yaml/open.ts';
import type { Spot } from '../yaml/spot.ts';
import { describeField } from './describe.ts';
import { reasonOf, remedyOf } from './exclusion.ts';

/** No document has the field. */
export function pathNotFound(
  { path }: Assignment,
  files: readonly OpenFile[],
  { create }: Target,
): DeployError {
  const names = files.map(({ file }) => file.path).join(', ');
  return new DeployError(
    'path-not-found',
    `Cannot set "${path}": no selected document of ${names} has this field`,
    create
      ? 'check the path: only keys are added, and only where one document alone has the map for them'
      : 'check the path and the selectors, or set "create" to add the field',
  );
}

/** The field is there; selectors leave out every object that has it. */
export function pathExcluded({ path }: Assignment, spots: readonly Spot[], { select }: Target): DeployError {
  const excluded = spots.map((spot) => ({
    text: describeField(spot),
    differences: objectDifferences(spot, select),
  }));
  return new DeployError('path-not-found', `Cannot set "${path}": ${reasonOf(excluded)}`, remedyOf(excluded));
}

/** Several objects of one file have the field: which of them is meant? */
export function ambiguousPath(spots: readonly Spot[]): DeployError {
  const places = spots.map((spot) => {
    const { kind, name } = resourceOf(spot);
    return `line ${lineOf(spot)}${kind === undefined ? '' : ` (${kind} ${name ?? ''})`}`;
  });
  const { path } = spots[0]?.document.source.manifest ?? {};
  const last = spots[0] === undefined ? '' : pathOf(spots[0]);
  return new DeployError(
    'image-ambiguous',
    `Cannot set "${last}" in "${path}": ${places.length} objects have this field: ${places.join(', ')}`,
    'say which one with "kind", "name" or "namespace"',
  );
}
