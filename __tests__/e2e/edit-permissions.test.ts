import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBundleUnprivileged } from '../../testing/bundle.ts';

const flags = { image: 'acme/api:v2' };
const before = 'image: acme/api:v1\n';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edit-'));
  await chmod(folder, 0o755);
});
afterEach(() => rm(folder, { recursive: true }));

/** A file that everybody may read, and that has the mode. */
async function file(name: string, mode: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, before);
  await chmod(path, mode);
  return path;
}

test('Where one file of several cannot be written, none is, and all that cannot are named', async () => {
  const open = await file('a.yaml', 0o666);
  const closed = [await file('b.yaml', 0o444), await file('d.yaml', 0o444)];
  const last = await file('c.yaml', 0o666);
  const run = await runBundleUnprivileged(['edit', open, ...closed, last], flags);
  expect(run.exit).toBe(3);
  expect(run.stderr).toContain(
    `Cannot write "${closed.join('", "')}": permission is denied; no file was changed`,
  );
  expect(run.stderr).toContain('-u "$(id -u)"');
  for (const path of [open, ...closed, last]) expect(await readFile(path, 'utf8')).toBe(before);
});

test('A file that cannot be written and has nothing to change is no obstacle', async () => {
  const closed = await file('a.yaml', 0o444);
  await chmod(closed, 0o666);
  await writeFile(closed, 'image: acme/api:v2\n');
  await chmod(closed, 0o444);
  const open = await file('b.yaml', 0o666);
  const run = await runBundleUnprivileged(['edit', closed, open], { ...flags, expect: '2' });
  expect([run.exit, await readFile(open, 'utf8')]).toEqual([0, 'image: acme/api:v2\n']);
});

test('A dry run writes nothing, and needs no permission', async () => {
  const closed = await file('a.yaml', 0o444);
  const run = await runBundleUnprivileged(['edit', closed], { ...flags, 'dry-run': true });
  expect([run.exit, run.stderr]).toEqual([0, '']);
});

test('A file that cannot be read is named with the same way out', async () => {
  const closed = await file('a.yaml', 0o200);
  await chmod(closed, 0);
  const run = await runBundleUnprivileged(['edit', closed], flags);
  expect(run.exit).toBe(3);
  expect(run.stderr).toContain(`Cannot read "${closed}": permission is denied`);
  expect(run.stderr).toContain('-u "$(id -u)"');
});
