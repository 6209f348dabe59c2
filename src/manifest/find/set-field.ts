import { DeployError } from '../../errors.ts';
import { ambiguousPath, pathExcluded, pathNotFound } from '../explain/field-complaint.ts';
import type { Operation } from '../edit/operation.ts';
import { parsePath, type Step } from '../path.ts';
import type { Assignment, Target } from '../target.ts';
import type { Document } from '../yaml/document.ts';
import { lineOf } from '../yaml/locate.ts';
import type { OpenFile } from '../yaml/open.ts';
import { readsAsString } from '../yaml/plain.ts';
import { isScalarSpot, type ScalarSpot, type Spot } from '../yaml/spot.ts';
import { createField } from './create-field.ts';
import { follow, startsOf } from './follow.ts';
import { selectSpots } from './select.ts';

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
  if (likely.length > 0) return likely.map((spot) => assign(spot, assignment));
  const all = fieldsWhere(() => true);
  const fields = selected(all, target);
  if (fields.length > 0) return fields.map((spot) => assign(spot, assignment));
  const created = target.create ? createField(files, steps, assignment, target.select) : undefined;
  if (created !== undefined) return [created];
  throw all.length > 0
    ? pathExcluded(assignment, all.map(spotOf), target)
    : pathNotFound(assignment, files, target);
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

function spotOf({ spot }: Field): Spot {
  return spot;
}

/** The selected fields, in one object of a file at most: else which one is meant? */
function selected(fields: readonly Field[], { select }: Target): readonly Spot[] {
  const meant = selectSpots(fields, spotOf, select);
  const starts = [...new Set(meant.map(({ start }) => start))];
  const manifests = starts.map(({ document }) => document.source.manifest);
  const doubled = manifests.find((manifest, index) => manifests.indexOf(manifest) !== index);
  const spots = meant.map(spotOf);
  if (doubled === undefined) return spots;
  throw ambiguousPath(spots.filter(({ document }) => document.source.manifest === doubled));
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
