import { isMap, isSeq } from 'yaml';
import { DeployError } from '../errors.ts';
import type { Document } from './document.ts';
import { lineOf, pathOf } from './locate.ts';
import type { OpenFile } from './open.ts';
import type { Operation } from './operation.ts';
import { parsePath, type Step } from './path.ts';
import { readsAsString } from './plain.ts';
import { isInSelected } from './select.ts';
import { fieldsOf, isScalarSpot, itemsOf, rootSpot, type ScalarSpot, type Spot, textOf } from './spot.ts';
import type { Assignment, Selector } from './target.ts';

/** What has to change for the fields at the assignment's path. Throws `path-not-found`, `image-ambiguous`, `not-editable`. */
export function setField(
  files: readonly OpenFile[],
  assignment: Assignment,
  select: Selector,
): readonly Operation[] {
  const steps = parsePath(assignment.path);
  const found = files.flatMap(({ documents }) => fieldsIn(documents(mayHold(steps)), steps, select));
  const fields =
    found.length > 0
      ? found
      : files.flatMap(({ documents }) =>
          fieldsIn(
            documents(() => true),
            steps,
            select,
          ),
        );
  if (fields.length === 0) throw pathNotFound(files, assignment);
  return fields.map((field) => assign(field, assignment));
}

/** A document that holds the path holds its keys. */
function mayHold(steps: readonly Step[]): (text: string) => boolean {
  const keys = steps.flatMap((step) => (step.kind === 'key' ? [step.key] : []));
  return (text) => keys.every((key) => text.includes(key));
}

/** The fields at the path, in one document of a file at most: else which one is meant? */
function fieldsIn(documents: readonly Document[], steps: readonly Step[], select: Selector): readonly Spot[] {
  const holders = documents
    .map((document) => follow(rootSpot(document), steps).filter((spot) => isInSelected(spot, select)))
    .filter((spots) => spots.length > 0);
  if (holders.length > 1) throw ambiguousPath(holders.flat());
  return holders.flat();
}

function follow(spot: Spot, steps: readonly Step[]): readonly Spot[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [spot];
  const direct = stepInto(spot, step).flatMap((next) => follow(next, rest));
  return direct.length > 0 || step.kind !== 'key' ? direct : followDotted(spot, step.key, rest);
}

/** A key may hold dots itself, `image.tag: v1`, and the path not say so. */
function followDotted(spot: Spot, key: string, steps: readonly Step[]): readonly Spot[] {
  const [step, ...rest] = steps;
  if (step?.kind !== 'key' || !isMap(spot.node)) return [];
  const joined = `${key}.${step.key}`;
  const direct = stepInto(spot, { kind: 'key', key: joined }).flatMap((next) => follow(next, rest));
  return direct.length > 0 ? direct : followDotted(spot, joined, rest);
}

function stepInto(spot: Spot, step: Step): readonly Spot[] {
  const items = itemsOf(spot);
  switch (step.kind) {
    case 'all':
      return isSeq(spot.node) ? items : [...fieldsOf(spot).values()];
    case 'index':
      return items.slice(step.index, step.index + 1);
    case 'match':
      return items.filter((item) => textOf(fieldsOf(item).get(step.field)) === step.value);
    case 'key': {
      if (isSeq(spot.node))
        return /^\d+$/.test(step.key) ? items.slice(Number(step.key), Number(step.key) + 1) : [];
      const field = fieldsOf(spot).get(step.key);
      return field === undefined ? [] : [field];
    }
  }
}

function assign(spot: Spot, { path, value, fromImage }: Assignment): Operation {
  if (!isScalarSpot(spot))
    throw new DeployError(
      'not-editable',
      `Cannot set "${path}": line ${lineOf(spot)} of ${spot.document.source.manifest.path} holds no single value`,
      'write the path of one field',
    );
  const typed = !fromImage && !isString(spot);
  return { kind: 'write', spot, value, typed, meaning: { from: spot.node.source, to: value } };
}

/** Whether the field holds a string now: it goes on doing so. */
function isString({ node }: ScalarSpot): boolean {
  return node.type !== 'PLAIN' || readsAsString(node.source);
}

function pathNotFound(files: readonly OpenFile[], { path }: Assignment): DeployError {
  const names = files.map(({ file }) => file.path).join(', ');
  return new DeployError(
    'path-not-found',
    `Cannot set "${path}": no selected document of ${names} has this field`,
    'check the path and the selectors, or set "create" to add the field',
  );
}

function ambiguousPath(spots: readonly Spot[]): DeployError {
  const places = spots.map((spot) => `line ${lineOf(spot)}`).join(', ');
  const [first] = spots;
  return new DeployError(
    'image-ambiguous',
    `Cannot set "${first === undefined ? '' : pathOf(first)}": several documents have it (${places})`,
    'say which one with "kind", "name" or "namespace"',
  );
}
