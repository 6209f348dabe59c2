import { DeployError } from '../../src/errors.ts';
import { parseReference } from '../../src/image/reference.ts';
import { editManifests, type ManifestEdit } from '../../src/manifest/edit-manifests.ts';
import type { ImageTarget, Target } from '../../src/manifest/target.ts';
import { type LooseTarget, target } from '../../testing/edit-check.ts';

/** A target as the inputs make one: `image` as `REF` or `NAME=REF`. */
export function targetOf(image: string | readonly string[], more: LooseTarget = {}): Target {
  const images = typeof image === 'string' ? [image] : image;
  return target({ images: images.map(imageOf), ...more });
}

function imageOf(text: string): ImageTarget {
  const [first = '', second] = text.split('=');
  const to = parseReference(second ?? first);
  if (to === undefined) throw new Error(`${text} is no image`);
  return { name: second === undefined ? undefined : first, to };
}

export function fileOf(text: string, path = 'app.yaml') {
  return { path, bytes: new TextEncoder().encode(text) };
}

/** The edit and the text after it; the text before when nothing changed. */
export function edit(text: string, wanted: Target, path?: string): ManifestEdit & { readonly after: string } {
  const result = editManifests([fileOf(text, path)], wanted);
  const bytes = result.files[0]?.bytes;
  return {
    ...result,
    after: bytes === undefined ? text : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
  };
}

/** The error that the edit ends with. */
export function refusal(text: string, wanted: Target, path?: string): DeployError {
  return caught(() => editManifests([fileOf(text, path)], wanted));
}

/** The error that an edit of several files ends with. */
export function caught(run: () => unknown): DeployError {
  try {
    run();
  } catch (error) {
    if (error instanceof DeployError) return error;
    throw error;
  }
  throw new Error('the edit was not refused');
}
