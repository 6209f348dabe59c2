// Editing files so that it can be ended: what is small at once, what may take long in a thread of its own.
import type { ManifestEdit, ManifestFile, Target } from '../manifest/edit-manifests.ts';
import { isHeavy } from './heavy.ts';

/** Memory of the thread's heap, MiB. */
const mostMemory = 448;

/** Edits files. What may take long runs in a thread that ends when the process is told to stop, or nobody waits any longer. */
export class Editor {
  readonly #end = new AbortController();
  readonly #endSignal: AbortSignal;

  /** @param stopSignal aborts when the process is told to stop */
  constructor(stopSignal: AbortSignal) {
    this.#endSignal = AbortSignal.any([stopSignal, this.#end.signal]);
  }

  /**
   * Finds the target in the files and changes exactly its bytes.
   * @param files the files to search
   * @param target what is to be changed
   * @param beside kustomizations in the folders of the files
   * @returns the files that changed, and what changed in them
   * @throws {DeployError} whatever `editManifests` throws
   * @throws {DeployError} not-editable: the files take more memory than there is for them
   * @throws {DeployError} out-of-time: the process was told to stop, or the editor was closed
   */
  async edit(
    files: readonly ManifestFile[],
    target: Target,
    beside: readonly ManifestFile[],
  ): Promise<ManifestEdit> {
    if (isHeavy([...files, ...beside])) {
      const { editInThread } = await import('./edit-in-thread.ts');
      return editInThread({ files, target, beside }, this.#endSignal, mostMemory);
    }
    const { editManifests } = await import('../manifest/edit-manifests.ts');
    return editManifests(files, target, beside);
  }

  /** Ends what is still being edited. */
  close(): void {
    this.#end.abort();
  }
}
