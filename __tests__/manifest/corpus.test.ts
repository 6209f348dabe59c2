import { DeployError } from '../../src/errors.ts';
import { parseReference } from '../../src/image/reference.ts';
import {
  editManifests,
  type ManifestEdit,
  type ManifestFile,
  type Target,
} from '../../src/manifest/edit-manifests.ts';
import { type CorpusFile, corpusFiles, describeWithCorpus, readCorpus } from '../../testing/corpus.ts';
import { faultsOf, target } from '../../testing/edit-check.ts';

const newTag = 'v9.9.9-corpus';
const newDigest = `sha256:${'c0'.repeat(32)}`;

/** One image of one file, with all that the scan knows of its places there. */
interface Image {
  readonly file: CorpusFile;
  readonly name: string;
  readonly lines: readonly number[];
  readonly tags: readonly string[];
  readonly shapes: readonly string[];
  readonly traits: readonly string[];
}

type Outcome =
  | { readonly kind: 'edited'; readonly edit: ManifestEdit; readonly wanted: Target }
  | { readonly kind: 'refused'; readonly error: DeployError };

const images = corpusFiles().flatMap(imagesOf);

describeWithCorpus('every image of every file of the corpus, changed in turn', () => {
  const outcomes = images.map((image) => ({ image, outcome: change(image) }));
  const edited = outcomes.flatMap(({ image, outcome }) =>
    outcome.kind === 'edited' ? [{ image, ...outcome }] : [],
  );
  const refused = outcomes.flatMap(({ image, outcome }) =>
    outcome.kind === 'refused' ? [{ image, error: outcome.error }] : [],
  );

  test('is edited, or refused for a reason', () => {
    process.stdout.write(report(edited.length, refused));
    const unexplained = refused.filter(({ image, error }) => reasonOf(image, error) === undefined);
    expect(unexplained.map(({ image, error }) => `${where(image)}: ${error.message}`)).toEqual([]);
    expect(edited.length).toBeGreaterThan(images.length * 0.95);
  });

  test('is found on every line where the scan saw it', () => {
    const missed = edited.flatMap(({ image, edit }) => {
      const found = new Set(edit.changes.map(({ line }) => line));
      return image.lines.filter((line) => !found.has(line)).map((line) => `${where(image)}:${line}`);
    });
    expect(missed).toEqual([]);
  });

  test('changes no other byte and no other value', () => {
    expect(edited.flatMap(({ edit }) => faultsOf(edit))).toEqual([]);
  });

  test('is the same a second time', () => {
    const again = edited.filter(({ edit, wanted }) => editManifests(edit.files, wanted).files.length > 0);
    expect(again.map(({ image }) => where(image))).toEqual([]);
  });

  test('goes back to the bytes it came from', () => {
    const different = edited.filter(({ image, edit }) => isReversible(image, edit) && !isBack(image, edit));
    expect(different.map(({ image }) => where(image))).toEqual([]);
  });
});

function imagesOf(file: CorpusFile): readonly Image[] {
  const names = [
    ...new Set(file.refs.flatMap(({ image }) => (image && parseReference(image) ? [image] : []))),
  ];
  return names.map((name) => {
    const refs = file.refs.filter(({ image }) => image === name);
    return {
      file,
      name,
      lines: refs.map(({ line }) => line),
      tags: [...new Set(refs.map(({ tag = '', digest }) => tag + (digest ? `@${digest}` : '')))],
      shapes: [...new Set(refs.map(({ shape }) => shape))],
      traits: refs.flatMap(({ variable }) => (variable ? ['variable'] : [])),
    };
  });
}

/** With the tag alone, then with a digest where one would overrule the tag, then all variants where there are several. */
function change(image: Image): Outcome {
  const { name } = image;
  const places = image.lines.length;
  const tagged = target({ images: [{ to: { name, tag: newTag } }] });
  const pinned = target({ images: [{ to: { name, tag: newTag, digest: newDigest } }] });
  const tries = [tagged, pinned, ...[tagged, pinned].map((wanted) => ({ ...wanted, expect: places }))];
  let first: Outcome | undefined;
  for (const wanted of tries) {
    const outcome = attempt([fileOf(image.file)], wanted);
    if (outcome.kind === 'edited') return outcome;
    first ??= outcome;
  }
  return first as Outcome;
}

function attempt(files: readonly ManifestFile[], wanted: Target): Outcome {
  try {
    return { kind: 'edited', edit: editManifests(files, wanted), wanted };
  } catch (error) {
    if (error instanceof DeployError) return { kind: 'refused', error };
    throw error;
  }
}

function fileOf({ path, file }: CorpusFile): ManifestFile {
  return { path, bytes: readCorpus(file) };
}

/** Why the refusal is right; `undefined` when nobody knows. */
function reasonOf({ file, shapes, traits }: Image, { code }: DeployError): string | undefined {
  if (code === 'invalid-yaml' && !file.parses) return 'a template that does not parse';
  if (code === 'image-not-found' && traits.includes('variable')) return 'a variable in place of its tag';
  if (code === 'image-not-found' && /imagerepo/.test(file.path))
    return 'an ImageRepository, which holds no tag';
  if (code === 'image-not-found' && /imageupdater/.test(file.path))
    return 'an ImageUpdater, which only speaks of images';
  // The name of a block device, which is no container's image.
  if (code === 'not-editable' && /\/rbd\//.test(file.path)) return 'an image of a volume, which has no tag';
  if (code === 'image-not-found' && shapes.every((shape) => shape === 'embedded-arg')) return 'an argument';
  return undefined;
}

function report(edited: number, refused: readonly { image: Image; error: DeployError }[]): string {
  const reasons = Map.groupBy(refused, ({ image, error }) => reasonOf(image, error) ?? error.code);
  const counts = [...reasons].map(([reason, those]) => `  refused ${those.length}: ${reason}\n`);
  return `corpus: ${corpusFiles().length} files, ${images.length} images, ${edited} edited\n${counts.join('')}`;
}

/** Several old tags cannot all come back, nor a tag where none was; the scan does not tell a bare number from a string. */
function isReversible({ tags }: Image, { changes, files }: ManifestEdit): boolean {
  const from = new Set(changes.map((each) => each.from));
  return files.length === 1 && from.size === 1 && tags.length === 1 && /[a-z]|\..*\./.test(tags[0] ?? '');
}

function isBack({ name, tags }: Image, { files }: ManifestEdit): boolean {
  const to = parseReference(`${name}${tags[0]?.startsWith('@') ? '' : ':'}${tags[0]}`);
  if (to === undefined) return false;
  const back = editManifests(files, target({ images: [{ to }] }));
  return Buffer.from(back.files[0]?.bytes ?? []).equals(files[0]?.before ?? Buffer.from('none'));
}

function where({ file, name }: Image): string {
  return `${file.file} ${name}`;
}
