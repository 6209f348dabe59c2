// The places that a commit names, and those that a hold may keep as they are.
import { editedTargets, touchedTargets } from '../../src/change/edited-targets.ts';
import { editManifests } from '../../src/manifest/edit-manifests.ts';
import { emptyTarget } from '../../src/manifest/target.ts';

test('a rename names the image as it will be called, and a hold sees both names', () => {
  const bytes = new TextEncoder().encode(
    'kind: Pod\nspec: {containers: [{name: a, image: "acme/web:v1"}]}\n',
  );
  const to = { name: 'mirror.io/acme/web', tag: 'v2', digest: undefined };
  const target = { ...emptyTarget, images: [{ name: 'acme/web', to }] };
  const edit = editManifests([{ path: 'a.yaml', bytes }], target);
  const named = (targets: readonly { readonly what: string }[]) => targets.map(({ what }) => what);
  expect(named(editedTargets(edit, target))).toEqual(['mirror.io/acme/web']);
  expect(named(touchedTargets(edit, target))).toEqual(['mirror.io/acme/web', 'acme/web']);
});
