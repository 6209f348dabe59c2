import { DeployError } from '../../src/errors.ts';
import { parseReference } from '../../src/image/reference.ts';
import { type Change, editManifests, type ManifestEdit } from '../../src/manifest/edit-manifests.ts';
import { corpusFiles, describeWithCorpus, readCorpus } from '../../testing/corpus.ts';
import { faultsOf, fileOf, target } from '../../testing/edit-check.ts';

/** One image of every other file that can be read and has one, and its edit where it can be edited. */
const samples = corpusFiles().flatMap(({ path, file, refs, parses }, index) => {
  const name = refs.find(({ image }) => image && parseReference(image))?.image;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(readCorpus(file));
  if (index % 2 !== 0 || !parses || name === undefined) return [];
  return [{ path, file, name, text, edit: editOf(path, text, name) }];
});

describeWithCorpus('a file of the corpus in another form', () => {
  test.each<[string, (text: string) => string | undefined]>([
    ['with CRLF', (text) => text.replaceAll(/\r?\n/g, '\r\n')],
    ['behind a byte order mark', (text) => (text.startsWith('\uFEFF') ? undefined : `\uFEFF${text}`)],
    ['inside a block scalar', embedded],
  ])('%s is edited in as many places', (_form, transform) => {
    let compared = 0;
    const wrong = samples.flatMap(({ path, file, name, text, edit: before }) => {
      const other = transform(text);
      if (other === undefined || before === undefined) return [];
      const after = editOf(path, other, name);
      compared += 1;
      const same = after !== undefined && after.changes.length === before.changes.length;
      return same ? faultsOf(after) : [`${file} ${name}`];
    });
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(50);
  });
});

describeWithCorpus('the path of a change', () => {
  test('leads back to its line', () => {
    const changes = samples.flatMap(({ path, text, edit }) =>
      (edit?.changes ?? []).map((change) => ({ path, text, change })),
    );
    const astray = changes.filter(({ path, text, change }) => !leadsBack(path, text, change));
    expect(astray.map(({ change }) => `${change.file}:${change.line} ${change.path}`)).toEqual([]);
    expect(changes.length).toBeGreaterThan(100);
  });
});

/** As the only value of a ConfigMap; texts that a block scalar cannot hold are left out. */
function embedded(text: string): string | undefined {
  if (/[\t\r]|^(?:%|---|\.\.\.)/m.test(text) || /^\s/.test(text)) return undefined;
  const lines = text.split('\n').map((line) => (line === '' ? line : `    ${line}`));
  return `kind: ConfigMap\nmetadata: {name: x}\ndata:\n  x.yaml: |\n${lines.join('\n')}`;
}

function editOf(path: string, text: string, name: string): ManifestEdit | undefined {
  try {
    return editManifests([fileOf(text, path)], target({ images: [{ to: { name, tag: 'v9.9.9' } }] }));
  } catch (error) {
    if (error instanceof DeployError) return undefined;
    throw error;
  }
}

function leadsBack(path: string, text: string, { line, path: field, resource }: Change): boolean {
  const set = [{ path: field, value: 'v9.9.9', fromImage: true }];
  const { changes } = editManifests([fileOf(text, path)], target({ set, select: resource }));
  return changes.length === 1 && changes[0]?.line === line;
}
