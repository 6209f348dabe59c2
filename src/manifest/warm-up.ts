import { setImage } from './set-image.ts';

const sample = 'kind: Pod\nspec: {containers: [{name: a, image: "a:v1"}]} # sample\n';

/**
 * Edits a sample. Node compiles each function when it is first called, so that the first edit takes 15 ms more than the
 * next: time that costs nothing while the network is waited for.
 */
export function warmUp(): void {
  setImage([{ path: 'sample.yaml', bytes: new TextEncoder().encode(sample) }], {
    images: [{ to: { name: 'a', tag: 'v2' } }],
    select: {},
    set: [],
    versionEnv: [],
    create: false,
  });
}
