// A command that is run to its end.
import { type SpawnOptions, spawn } from 'node:child_process';

/** Runs a command to its end with its output shown. Rejects when it cannot start or ends with another code than 0. */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`Cannot run "${command} ${args.join(' ')}": it ended with ${code ?? signal}`));
    });
  });
}

/** Whether a command ends with 0; its output is dropped. */
export function succeeds(command: string, args: readonly string[], env = process.env): Promise<boolean> {
  return run(command, args, { stdio: 'ignore', env }).then(
    () => true,
    () => false,
  );
}
