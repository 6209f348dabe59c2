import { editInThread } from '../../src/editor/edit-in-thread.ts';
import { Editor } from '../../src/editor/editor.ts';
import { isHeavy } from '../../src/editor/heavy.ts';
import { editManifests } from '../../src/manifest/edit-manifests.ts';
import { caught, fileOf, targetOf } from '../manifest/support.ts';

const image = 'image: acme/api:v1\n';
const heavy = fileOf(`${image}notes: |\n${'  nothing to see\n'.repeat(10_000)}`);
const target = targetOf('acme/api:v2');
const never = new AbortController().signal;

it('edits what is large in a thread as it would be edited here', async () => {
  expect(isHeavy([heavy])).toBe(true);
  const edit = await new Editor(never).edit([heavy], target, []);
  expect(edit).toEqual(editManifests([heavy], target));
});

it('gives the error of the thread as its own, with what it lists', async () => {
  const wanted = targetOf('acme/none:v2');
  const { code, message, remedy } = caught(() => editManifests([heavy], wanted));
  expect(message).toContain('acme/api');
  const editing = new Editor(never).edit([heavy], wanted, []);
  await expect(editing).rejects.toMatchObject({ name: 'DeployError', code, message, remedy });
});

it('says so when the thread has too little memory', async () => {
  const text = `items:\n${'- {image: acme/api:v1}\n'.repeat(50_000)}`;
  const order = { files: [fileOf(text)], target, beside: [] };
  await expect(editInThread(order, never, 24)).rejects.toMatchObject({
    code: 'not-editable',
    message: 'Cannot edit "app.yaml": to read 1.2 MB takes more than 24 MiB of memory',
  });
});

it.each([
  ['the process is told to stop', (stop: AbortController, _editor: Editor) => stop.abort()],
  ['nobody waits any longer', (_stop: AbortController, editor: Editor) => editor.close()],
])('ends the thread when %s', async (_when, end) => {
  const stop = new AbortController();
  const editor = new Editor(stop.signal);
  const editing = editor.edit([heavy], target, []);
  end(stop, editor);
  await expect(editing).rejects.toMatchObject({ code: 'out-of-time' });
});

it.each<[string, string, boolean]>([
  ['a manifest', image, false],
  ['a manifest with an anchor and an alias', 'x: &x 1\ny: *x\n', false],
  ['patterns and times', 'x: "*/5 * * * *"\ny: ["*.example.com"]\n'.repeat(100), false],
  ['many aliases', `x: &x 1\n${'y: *x\n'.repeat(20)}`, true],
  ['a large file', image.repeat(5000), true],
])('takes %s for what may take long, or not', (_what, text, isSo) => {
  expect(isHeavy([fileOf(text)])).toBe(isSo);
});

it('takes many small files for what may take long', () => {
  expect(isHeavy(Array.from({ length: 100 }, () => fileOf(image.repeat(50))))).toBe(true);
});
