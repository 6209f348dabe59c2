// The script of a job, run by a shell in a folder of its own, where the program is what `npm run bundle` has made.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type BundleRun, bundlePath } from './bundle.ts';

/** Runs it: `gitops-deploy` is a command as in the container, and `gitops-deploy/dist/index.js` a checkout beside the job's own. */
export async function runScript(
  script: string,
  variables: Readonly<Record<string, string>>,
): Promise<BundleRun> {
  const folder = await mkdtemp(join(tmpdir(), 'gitops-deploy-job-'));
  try {
    const command = `#!/bin/sh\nexec '${process.execPath}' '${bundlePath}' "$@"\n`;
    await Promise.all([mkdir(join(folder, 'bin')), mkdir(join(folder, 'gitops-deploy'))]);
    await writeFile(join(folder, 'bin/gitops-deploy'), command, { mode: 0o755 });
    await symlink(dirname(bundlePath), join(folder, 'gitops-deploy/dist'));
    const env = { ...variables, PATH: `${folder}/bin:${dirname(process.execPath)}:${process.env.PATH}` };
    return await new Promise((resolve) => {
      execFile('/bin/sh', ['-ec', script], { cwd: folder, env }, (error, stdout, stderr) =>
        resolve({ exit: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
      );
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
