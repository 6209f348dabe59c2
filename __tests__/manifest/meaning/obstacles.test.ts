import { edit, refusal, targetOf } from '../support.ts';

const digest = `sha256:${'3'.repeat(64)}`;
const next = targetOf('ghcr.io/acme/api:v2');

it.each<[string, string, RegExp]>([
  [
    "an input of Flux' operator",
    'image: ghcr.io/acme/api:<< inputs.tag >>',
    /a variable in place of its tag/,
  ],
  ['a variable of Octopus', 'image: "ghcr.io/acme/api:#{Octopus.Action.Package[api].Version}"', /a variable/],
  ['a variable of Octopus with a colon', 'image: "ghcr.io/acme/api:#{if a:b}v1#{/if}"', /a variable/],
  ['a spruce expression', 'image: {repository: ghcr.io/acme/api, tag: (( grab meta.tag ))}', /a variable/],
  ["Terraform's template", 'image: ghcr.io/acme/api:%{tag}', /a variable/],
  ["Maven's filter", 'image: "ghcr.io/acme/api:@project.version@"', /a variable/],
  ['a GitHub expression', `image: "ghcr.io/acme/api:\${{ env.TAG }}"`, /a variable/],
  ["a variable of Tekton's", 'image: "ghcr.io/acme/api:$(params.tag)"', /a variable/],
  ["an ERB template's value", 'image: "ghcr.io/acme/api:<%= tag %>"', /a variable/],
  ['a word to be replaced', 'image: "ghcr.io/acme/api:<tag>"', /a variable/],
  ['a variable without a default', `image: "ghcr.io/acme/api:\${TAG:?no tag}"`, /a variable/],
  ['a variable with an empty default', `image: "ghcr.io/acme/api:\${TAG:-}"`, /a variable/],
  ['a variable whose default is another one', `image: "ghcr.io/acme/api:\${TAG:-$OTHER}"`, /a variable/],
  ['a variable in place of a digest', `image: "ghcr.io/acme/api@\${DIGEST}"`, /a variable/],
  ['a pattern of a policy', 'imageReferences: ["ghcr.io/acme/api:v?"]', /"v\?" in place of its tag/],
  ['a pattern for all tags', 'imageReferences: ["ghcr.io/acme/api:*"]', /"\*" in place of its tag/],
  [
    'a range of versions',
    'image: {repository: ghcr.io/acme/api, tag: "~1.0"}',
    /"~1\.0" in place of its tag/,
  ],
  ['words', 'image: {repository: ghcr.io/acme/api, tag: "CHANGE ME"}', /"CHANGE ME" in place of its tag/],
  ['a tag with its colon', 'image: {repository: ghcr.io/acme/api, tag: ":v1"}', /":v1" in place of its tag/],
  [
    'words for a digest',
    'image: {repository: ghcr.io/acme/api, tag: v1, digest: "to do"}',
    /"to do" in place of its digest/,
  ],
  [
    'a range in a kustomization',
    'kind: Kustomization\nimages: [{name: ghcr.io/acme/api, newTag: ">=1.0"}]',
    />=1\.0/,
  ],
  [
    'a range in an artifact',
    'kind: OCIRepository\nspec: {url: oci://ghcr.io/acme/api, ref: {tag: "1.x || 2.x"}}',
    /1\.x/,
  ],
  ['two words in one string', 'image: "ghcr.io/acme/api:v1 or later"', /"v1 or later" in place of its tag/],
])('takes %s for no tag, and leaves it', (_what, text, reason) => {
  const error = refusal(`${text}\n`, next);
  expect(error).toMatchObject({ code: 'not-editable', exitCode: 3 });
  expect(error.message).toMatch(/^Cannot set the tag of "ghcr\.io\/acme\/api": app\.yaml:\d has /);
  expect(error.message).toMatch(reason);
});

it('names what it leaves beside a place that it changes', () => {
  const text = 'a: {image: "ghcr.io/acme/api:v1"}\nb: {image: "ghcr.io/acme/api:v?"}\n';
  const { after, notes } = edit(text, next);
  expect(after).toBe(text.replace('v1', 'v2'));
  expect(notes).toEqual(['app.yaml:2 has "v?" in place of its tag, which stays as it is']);
});

it('shows a way to write over what is no tag', () => {
  const text = 'image: {repository: ghcr.io/acme/api, tag: "CHANGE ME"}\n';
  const { remedy } = refusal(text, next);
  expect(remedy).toContain('image.tag={tag}');
  const set = [{ path: 'image.tag', value: 'v2', fromImage: true }];
  expect(edit(text, targetOf([], { set })).after).toBe(text.replace('CHANGE ME', 'v2'));
});

it.each<[string, string, string]>([
  ['the tag of a reference', `image: ghcr.io/acme/api:\${TAG:-v1}`, `image: ghcr.io/acme/api:\${TAG:-v2}`],
  [
    'a default where it is unset alone',
    `image: ghcr.io/acme/api:\${TAG-v1}`,
    `image: ghcr.io/acme/api:\${TAG-v2}`,
  ],
  [
    'a default that is assigned',
    `image: "ghcr.io/acme/api:\${TAG:=v1}"`,
    `image: "ghcr.io/acme/api:\${TAG:=v2}"`,
  ],
  [
    'a default of a default',
    `image: ghcr.io/acme/api:\${API_TAG:-\${TAG:-v1}} # both`,
    `image: ghcr.io/acme/api:\${API_TAG:-\${TAG:-v2}} # both`,
  ],
  [
    'a letter before it',
    `image: ghcr.io/acme/api:v\${VERSION:-1}`,
    `image: ghcr.io/acme/api:v\${VERSION:-2}`,
  ],
  ['a whole reference', `image: \${IMAGE:-ghcr.io/acme/api:v1}`, `image: \${IMAGE:-ghcr.io/acme/api:v2}`],
  [
    'a whole reference with a digest',
    `image: "\${IMAGE:-ghcr.io/acme/api:v1@${digest}}"`,
    `image: "\${IMAGE:-ghcr.io/acme/api:v2}"`,
  ],
  [
    'a whole reference with a default for its tag',
    `image: \${IMAGE:-ghcr.io/acme/api:\${TAG:-v1}}`,
    `image: \${IMAGE:-ghcr.io/acme/api:\${TAG:-v2}}`,
  ],
  [
    'a tag beside its repository',
    `image: {repository: ghcr.io/acme/api, tag: '\${TAG:=v1}'}`,
    `image: {repository: ghcr.io/acme/api, tag: '\${TAG:=v2}'}`,
  ],
  [
    'the tag of an entry',
    `kind: Kustomization\nimages:\n- name: ghcr.io/acme/api\n  newTag: \${TAG:-v1}`,
    `kind: Kustomization\nimages:\n- name: ghcr.io/acme/api\n  newTag: \${TAG:-v2}`,
  ],
  [
    'an old digest behind it, which goes',
    `image: ghcr.io/acme/api:\${TAG:-v1}@${digest}`,
    `image: ghcr.io/acme/api:\${TAG:-v2}`,
  ],
])('edits the default of a variable: %s', (_what, before, after) => {
  const result = edit(`${before}\n`, next);
  expect(result.after).toBe(`${after}\n`);
  expect(result.changes).toMatchObject([{ image: 'ghcr.io/acme/api', to: 'v2' }]);
  expect(edit(`${after}\n`, next).files).toEqual([]);
});

it.each<[string, string, string]>([
  ['in the default', `image: ghcr.io/acme/api:\${TAG:-v1}`, `image: ghcr.io/acme/api:\${TAG:-v2@${digest}}`],
  [
    'behind it, where the old one stands',
    `image: ghcr.io/acme/api:\${TAG:-v1}@sha256:${'1'.repeat(64)}`,
    `image: ghcr.io/acme/api:\${TAG:-v2}@${digest}`,
  ],
])('writes a digest %s', (_where, before, after) => {
  expect(edit(before, targetOf(`ghcr.io/acme/api:v2@${digest}`)).after).toBe(after);
});

it.each<[string, string, string]>([
  ['lacks the letter before the variable', `image: "ghcr.io/acme/api:v\${VERSION:-1}"`, 'ghcr.io/acme/api:2'],
  ['has no tag', `image: "ghcr.io/acme/api:\${VERSION:-1}"`, `ghcr.io/acme/api@${digest}`],
  [
    'has another end',
    `image: {repository: ghcr.io/acme/api, tag: "\${V:-1}-alpine"}`,
    'ghcr.io/acme/api:2-slim',
  ],
])('refuses a version that %s', (_what, text, image) => {
  const error = refusal(text, targetOf(image));
  expect(error).toMatchObject({ code: 'not-editable' });
  expect(error.message).toContain('has no room for it');
});

it('A field of "set" is not said to stay as it is', () => {
  const set = [{ path: 'image.tag', value: 'v2', fromImage: true }];
  const { after, notes } = edit(
    'image: {repository: acme/api, tag: "CHANGE ME"}\n',
    targetOf('acme/api:v2', { set }),
  );
  expect(after).toBe('image: {repository: acme/api, tag: "v2"}\n');
  expect(notes).toEqual([]);
});

it('The remedy for a tag that is no string is to take its type away, and no "set", which would be refused', () => {
  const { message, remedy } = refusal(
    'image: {repository: acme/api, tag: !!float 1.19}\n',
    targetOf('acme/api:v2'),
  );
  expect(message).toContain('"!!float" before its tag');
  expect(remedy).toBe('remove "!!float" from the file');
});

it('The remedy for two versions of an entry is to remove one', () => {
  const text = 'images: [{name: api, newName: "acme/api:v1", newTag: v1}]\n';
  expect(refusal(text, targetOf('acme/api:v2'), 'kustomization.yaml').remedy).toBe('remove one of the two');
});
