import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import type { Reference } from '../../src/image/reference.ts';
import { editManifests } from '../../src/manifest/edit-manifests.ts';
import { editText, faultsOf, fileOf, target, withoutEscapes } from '../../testing/edit-check.ts';
import { manifests, tags } from '../../testing/generated-manifest.ts';

const newDigest = `sha256:${'7e'.repeat(32)}`;

/** The image of a generated file, with another tag; with another digest where it has one. */
function moved(image: Reference, tag: string): Reference {
  return { name: image.name, tag, digest: image.digest && newDigest };
}

describe('whatever the file around the image', () => {
  test('no other byte and no other value changes', () => {
    fc.assert(
      fc.property(manifests, tags, ({ text, image }, tag) => {
        const edit = editManifests([fileOf(text)], target({ images: [{ to: moved(image, tag) }] }));
        expect(faultsOf(edit)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('the new tag reads back as that string under YAML 1.1 and 1.2', () => {
    fc.assert(
      fc.property(manifests, tags, ({ text, image }, tag) => {
        const to = moved(image, tag);
        const after = editText(text, target({ images: [{ to }] }));
        for (const version of ['1.1', '1.2'] as const) {
          const found = stringsOf(after, version);
          const whole = `${to.name}:${tag}${to.digest === undefined ? '' : `@${to.digest}`}`;
          expect(found.has(whole) || found.has(tag)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('the same edit twice is no edit', () => {
    fc.assert(
      fc.property(manifests, tags, ({ text, image }, tag) => {
        const wanted = target({ images: [{ to: moved(image, tag) }] });
        const { files } = editManifests([fileOf(editText(text, wanted))], wanted);
        expect(files).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('there and back gives the bytes of before, but for quotes that a value needed', () => {
    fc.assert(
      fc.property(manifests, tags, ({ text, image, isBare }, tag) => {
        const there = editText(text, target({ images: [{ to: moved(image, tag) }] }));
        const back = editText(there, target({ images: [{ to: image }] }));
        const [was, is] = [text, back].map((each) =>
          isBare ? each.replaceAll(/["']/g, '') : withoutEscapes(each),
        );
        expect(is).toBe(was);
      }),
      { numRuns: 300 },
    );
  });
});

/** Every string in the documents, and in block scalars of them none. */
function stringsOf(text: string, version: '1.1' | '1.2'): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') found.add(value);
    else if (Array.isArray(value)) value.forEach(visit);
    else if (value instanceof Map) [...value.values()].forEach(visit);
  };
  for (const document of parseAllDocuments(text, { version, merge: true, logLevel: 'silent' })) {
    visit(document.toJS({ mapAsMap: true }));
  }
  return found;
}
