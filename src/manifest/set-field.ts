import { DeployError } from '../errors.ts';
import { createField } from './create-field.ts';
import { describeField } from './describe.ts';
import type { Document } from './document.ts';
import { reasonOf, remedyOf } from './exclusion.ts';
import { follow, startsOf } from './follow.ts';
import { lineOf, pathOf, resourceOf } from './locate.ts';
import type { OpenFile } from './open.ts';
import type { Operation } from './operation.ts';
import { parsePath, type Step } from './path.ts';
import { readsAsString } from './plain.ts';
import { objectDifferences, selectSpots } from './select.ts';
import { isScalarSpot, type ScalarSpot, type Spot } from './spot.ts';
import type { Assignment, Target } from './target.ts';

/** What has to change for the fields at the assignment's path. Throws `path-not-found`, `image-ambiguous`, `not-editable`. */
export function setField(
  files: readonly OpenFile[],
  assignment: Assignment,
  target: Target,
): readonly Operation[] {
  const steps = parsePath(assignment.path);
  const fieldsWhere = (isWanted: (text: string) => boolean): readonly Field[] =>
    files.flatMap(({ documents }) => fieldsIn(documents(isWanted), steps));
  const likely = selected(fieldsWhere(mayHold(steps)), target);
  const fields =
    likely.length > 0
      ? likely
      : selected(
          fieldsWhere(() => true),
          target,
        );
  if (fields.length > 0) return fields.map(({ spot }) => assign(spot, assignment));
  const created = target.create ? createField(files, steps, assignment, target.select) : undefined;
  if (created === undefined)
    throw pathNotFound(
      files,
      assignment,
      target,
      fieldsWhere(() => true),
    );
  return [created];
}

/** A document that has the path has its keys, but for those written with escapes. */
function mayHold(steps: readonly Step[]): (text: string) => boolean {
  const keys = steps.flatMap((step) => (step.kind === 'key' ? [step.key] : []));
  return (text) => keys.every((key) => text.includes(key));
}

/** A field at the path, and the object that the path starts at. */
interface Field {
  readonly start: Spot;
  readonly spot: Spot;
}

function fieldsIn(documents: readonly Document[], steps: readonly Step[]): readonly Field[] {
  return documents
    .flatMap(startsOf)
    .flatMap((start) => follow(start, steps).map((spot) => ({ start, spot })));
}

/** The selected fields, in one object of a file at most: else which one is meant? */
function selected(fields: readonly Field[], { select }: Target): readonly Field[] {
  const meant = selectSpots(fields, ({ spot }) => spot, select);
  const starts = [...new Set(meant.map(({ start }) => start))];
  const manifests = starts.map(({ document }) => document.source.manifest);
  const doubled = manifests.find((manifest, index) => manifests.indexOf(manifest) !== index);
  if (doubled === undefined) return meant;
  throw ambiguousPath(
    meant.map(({ spot }) => spot).filter(({ document }) => document.source.manifest === doubled),
  );
}

function assign(spot: Spot, { path, value, fromImage }: Assignment): Operation {
  const meaning = { from: '', to: value };
  const { manifest } = spot.document.source;
  if (spot.node === null || !isScalarSpot(spot))
    throw new DeployError(
      'not-editable',
      `Cannot set "${path}": line ${lineOf(spot)} of ${manifest.path} holds more than one value`,
      'write the path of one field',
    );
  const typed = !fromImage && !isString(spot);
  return { kind: 'write', spot, value, typed, meaning: { ...meaning, from: spot.node.source } };
}

/** Whether the field holds a string now: it goes on doing so. */
function isString({ node }: ScalarSpot): boolean {
  return node.type !== 'PLAIN' || readsAsString(node.source);
}

function pathNotFound(
  files: readonly OpenFile[],
  { path }: Assignment,
  { create, select }: Target,
  there: readonly Field[],
): DeployError {
  const names = files.map(({ file }) => file.path).join(', ');
  if (there.length > 0) {
    const excluded = there.map(({ spot }) => ({
      text: describeField(spot),
      differences: objectDifferences(spot, select),
    }));
    return new DeployError(
      'path-not-found',
      `Cannot set "${path}" in ${names}: ${reasonOf(excluded)}`,
      remedyOf(excluded),
    );
  }
  return new DeployError(
    'path-not-found',
    `Cannot set "${path}": no selected document of ${names} has this field`,
    create
      ? 'check the path: only keys are added, and only where one document alone has the map for them'
      : 'check the path and the selectors, or set "create" to add the field',
  );
}

function ambiguousPath(spots: readonly Spot[]): DeployError {
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
