import { canonicalName } from '../image/repository-name.ts';
import type { Assignment, ImageTarget, Target } from '../manifest/target.ts';
import { type InputReader, readInputs } from './problems.ts';
import type { Provenance } from './provenance.ts';
import type { RawInputs } from './raw.ts';
import { parseAssignment, parseCount, parseImage, parsePolicy, parseVariableName } from './values.ts';

/** What the command `edit` needs. */
export interface EditConfig {
  readonly target: Target;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Throws `invalid-input` with every problem at once. */
export function readEditConfig(raw: RawInputs, provenance: Provenance): EditConfig {
  const reader = readInputs(raw, provenance);
  const config = editConfig(reader);
  reader.finish();
  return config;
}

export function editConfig(reader: InputReader): EditConfig {
  const images = reader.parsedList('image', parseImage);
  refuseTwoTags(reader, images);
  const set = reader.parsedList('set', (line) => parseAssignment(line, images));
  if (reader.list('image').length === 0 && reader.list('set').length === 0)
    reader.missing('image', 'give a field to "set", or say what to deploy');
  else if (reader.list('image').length === 0) refuseIdleSelectors(reader);
  return {
    target: readTarget(reader, images, set),
    dryRun: reader.isOn('dry-run'),
    json: reader.isOn('json'),
  };
}

/** All the tags that a build has pushed are easily given in place of the one to deploy. */
function refuseTwoTags(reader: InputReader, images: readonly ImageTarget[]): void {
  const wanted = new Map<string, string>();
  for (const { name, to } of images) {
    const key = canonicalName(name ?? to.name);
    const reference = [canonicalName(to.name), to.tag, to.digest].join();
    if ((wanted.get(key) ?? reference) !== reference) {
      reader.complain('image', `names "${name ?? to.name}" twice`, 'give the one to deploy');
      return;
    }
    wanted.set(key, reference);
  }
}

/** Whoever narrows a field by them believes in a guard that is none. */
function refuseIdleSelectors(reader: InputReader): void {
  for (const name of ['container', 'from'] as const)
    if (reader.text(name) !== undefined)
      reader.complain(
        name,
        'narrows images, and no image is given',
        'narrow "set" by its path, or with "kind", "name" and "namespace"',
      );
}

function readTarget(reader: InputReader, images: readonly ImageTarget[], set: readonly Assignment[]): Target {
  return {
    images,
    select: {
      kind: reader.text('kind'),
      name: reader.text('name'),
      namespace: reader.text('namespace'),
      container: reader.text('container'),
      from: reader.text('from'),
    },
    policy: reader.parsed('policy', parsePolicy),
    set,
    versionEnv: reader.parsedList('version-env', parseVariableName),
    expect: reader.parsed('expect', parseCount),
    create: reader.isOn('create'),
  };
}
