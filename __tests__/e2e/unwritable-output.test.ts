import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlePath } from '../../testing/bundle.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gitops-deploy-output-'));
  await writeFile(join(folder, 'a.yaml'), 'image: acme/web:v1\n');
});
afterEach(() => rm(folder, { recursive: true }));

function run(flags: string): Promise<{ readonly exit: number; readonly stderr: string }> {
  const script = `"${process.execPath}" "${bundlePath}" edit a.yaml --image acme/web:v2 ${flags} > /dev/full`;
  return new Promise((resolve) => {
    const child = execFile('sh', ['-c', script], { cwd: folder }, (_, __, stderr) =>
      resolve({ exit: child.exitCode ?? -1, stderr }),
    );
  });
}

test('JSON that cannot be written is a warning, and no success', async () => {
  const { exit, stderr } = await run('--json');
  expect([exit, stderr]).toEqual([1, expect.stringContaining('Warning: Cannot write the JSON to stdout')]);
});

test('a log that nobody can read takes nothing back', async () => {
  expect((await run('')).exit).toBe(0);
});
