import fc from 'fast-check';
import type { Reference } from '../../src/image/reference.ts';
import { editManifests } from '../../src/manifest/edit-manifests.ts';
import {
  faultsOf,
  fileOf,
  readBothWays,
  target,
  textAfter,
  withoutEscapes,
} from '../../testing/edit-check.ts';
import { manifests, tags } from '../../testing/generated-manifest.ts';

const newDigest = `sha256:${'7e'.repeat(32)}`;

/** The image of a generated file, with another tag; with another digest where it has one. */
function moved(image: Reference, tag: string): Reference {
  return { name: image.name, tag, digest: image.digest && newDigest };
}

test('whatever the file around the image: the edit changes its tag and nothing else, and an edit back undoes it', () => {
  fc.assert(
    fc.property(manifests, tags, ({ text, image, isBare }, tag) => {
      const to = moved(image, tag);
      const wanted = target({ images: [{ to }] });
      const edit = editManifests([fileOf(text)], wanted);
      const there = textAfter(edit, text);
      const back = textAfter(editManifests([fileOf(there)], target({ images: [{ to: image }] })), there);
      // A tag that had to get quotes keeps them.
      const plain = (each: string) => (isBare ? each.replaceAll(/["']/g, '') : withoutEscapes(each));
      expect({
        faults: faultsOf(edit),
        readsAsAnother: yamlVersionsWithout(to, there),
        changesAgain: editManifests([fileOf(there)], wanted).files,
        back: plain(back),
      }).toEqual({ faults: [], readsAsAnother: [], changesAgain: [], back: plain(text) });
    }),
    { numRuns: 500 },
  );
});

/** The versions of YAML under which neither the reference nor its tag is a string of the text. */
function yamlVersionsWithout({ name, tag, digest }: Reference, text: string): readonly string[] {
  const whole = `${name}:${tag}${digest === undefined ? '' : `@${digest}`}`;
  return Object.entries(readBothWays(text)).flatMap(([version, documents]) => {
    const found = stringsOf(documents);
    return found.has(whole) || (tag !== undefined && found.has(tag)) ? [] : [version];
  });
}

/** Every string in the documents, and in block scalars of them none. */
function stringsOf(documents: readonly unknown[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') found.add(value);
    else if (Array.isArray(value)) value.forEach(visit);
    else if (value instanceof Map) [...value.values()].forEach(visit);
  };
  documents.forEach(visit);
  return found;
}
