// Edits files in a thread, which can be ended at any point.

import { Worker } from 'node:worker_threads';
import { DeployError } from '../errors.ts';
import type { ManifestEdit } from '../manifest/edit-manifests.ts';
import { inputName } from '../wording.ts';
import { type EditAnswer, type EditOrder, threadUrl } from './edit-thread.ts';

/**
 * Edits files in a thread of its own.
 * @param order what is to be edited
 * @param endSignal ends the thread, wherever it is
 * @param mostMemory of its heap, MiB
 * @returns the edit
 * @throws {DeployError} whatever `editManifests` throws
 * @throws {DeployError} not-editable: it takes more memory than the thread has
 * @throws {DeployError} out-of-time: it was ended
 */
export async function editInThread(
  order: EditOrder,
  endSignal: AbortSignal,
  mostMemory: number,
): Promise<ManifestEdit> {
  if (endSignal.aborted) throw stopped();
  const worker = new Worker(new URL(threadUrl), {
    name: 'edit',
    workerData: { editOrder: order },
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  try {
    const answer = await answerOf(worker, endSignal);
    if (answer.kind === 'edited') return answer.edit;
    throw new DeployError(answer.code, answer.message, answer.remedy);
  } catch (error) {
    throw isOutOfThreadMemory(error) ? tooLarge(order, mostMemory) : error;
  } finally {
    void worker.terminate();
  }
}

function answerOf(worker: Worker, endSignal: AbortSignal): Promise<EditAnswer> {
  return new Promise((resolve, reject) => {
    const onEnd = (): void => reject(stopped());
    endSignal.addEventListener('abort', onEnd, { once: true });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      endSignal.removeEventListener('abort', onEnd);
      reject(new Error('Cannot edit: the thread ended without an answer'));
    });
  });
}

function isOutOfThreadMemory(error: unknown): boolean {
  return (
    error !== null &&
    typeof error === 'object' &&
    'code' in error &&
    error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  );
}

function tooLarge({ files }: EditOrder, mostMemory: number): DeployError {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  const [first] = files;
  const what = files.length === 1 ? `"${first?.path ?? ''}"` : `${files.length} files`;
  return new DeployError(
    'not-editable',
    `Cannot edit ${what}: to read ${(bytes / 1e6).toFixed(1)} MB takes more than ${mostMemory} MiB of memory`,
    `name fewer files in ${inputName('file')}, or split the large ones`,
  );
}

function stopped(): DeployError {
  return new DeployError(
    'out-of-time',
    'Cannot finish the edit: the job was stopped',
    'nothing was changed: run it again',
  );
}
