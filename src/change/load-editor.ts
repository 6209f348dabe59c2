// The editor of manifests, loaded while the first requests travel.
import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Loads the editor, and warms it up. The requests leave first: it takes of the time that they travel.
 * @returns the entrance of the editor
 */
export async function loadEditor() {
  await nextTurn();
  const editor = await import('../manifest/edit-manifests.ts');
  editor.warmUp();
  return editor;
}
