// The thread that edits. The main thread imports this file for its address alone.
import { parentPort, workerData } from 'node:worker_threads';
import type { ErrorCode } from '../errors.ts';
import { toDeployError } from '../errors.ts';
import {
  editManifests,
  type ManifestEdit,
  type ManifestFile,
  type Target,
} from '../manifest/edit-manifests.ts';

/** What is to be edited, as it goes to the thread. */
export interface EditOrder {
  readonly files: readonly ManifestFile[];
  readonly target: Target;
  readonly beside: readonly ManifestFile[];
}

/** What comes back from it: an error's class does not travel. */
export type EditAnswer =
  | { readonly kind: 'edited'; readonly edit: ManifestEdit }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string; readonly remedy: string };

/** Tells this thread from others, a test runner's for one. */
interface ThreadData {
  readonly editOrder: EditOrder;
}

/** Where this file lies: in the bundle it is a chunk of its own. */
export const threadUrl = import.meta.url;

/** An edit, or why there is none. */
function answerTo({ files, target, beside }: EditOrder): EditAnswer {
  try {
    return { kind: 'edited', edit: editManifests(files, target, beside) };
  } catch (error) {
    const { code, marked } = toDeployError(error);
    return { kind: 'failed', code, ...marked };
  }
}

function isThreadData(data: unknown): data is ThreadData {
  return typeof data === 'object' && data !== null && 'editOrder' in data;
}

if (parentPort !== null && isThreadData(workerData)) parentPort.postMessage(answerTo(workerData.editOrder));
