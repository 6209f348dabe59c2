// The spawner that all tests of a run share: jest starts it before its workers, and it ends with jest.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnerVariable } from './start-process.ts';

const program = fileURLToPath(new URL('spawner.ts', import.meta.url));

/** Starts it, and tells the workers where it listens. */
export default async function startSpawner(): Promise<void> {
  const path = join(await mkdtemp(join(tmpdir(), 'gitops-deploy-spawner-')), 'socket');
  const child = spawn(process.execPath, [program, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.stdout.destroy();
  // Its stdin ends with this process, which need not wait for it.
  (child.stdin as Socket).unref();
  child.unref();
  process.env[spawnerVariable] = path;
}
