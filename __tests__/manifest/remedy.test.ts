import type { Target } from '../../src/manifest/edit-manifests.ts';
import type { LooseTarget } from '../../testing/edit-check.ts';
import { refusal, targetOf } from './support.ts';

const digest = `sha256:${'1'.repeat(64)}`;
const next = targetOf('acme/api:v2');
const pinned = targetOf(`acme/api@${digest}`);

const set = (path: string, value: string, more: LooseTarget = {}): Target =>
  targetOf([], { set: [{ path, value, fromImage: false }], ...more });
const levels = Array.from(
  { length: 8 },
  (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}]`,
);

interface Row {
  readonly what: string;
  readonly text: string;
  readonly target: Target;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

const rows: readonly Row[] = [
  {
    what: 'a value over several lines that the tag does not end',
    text: 'image: "acme/api:v\\\n  1\\x2e0"\n',
    target: next,
    code: 'not-editable',
    message: 'Cannot edit "app.yaml": the value at line 1 spans several lines',
    remedy: 'write it on one line first',
  },
  {
    what: 'a tag field for a reference that has a digest alone',
    text: 'image: {repository: acme/api, tag: v1}\n',
    target: pinned,
    code: 'not-editable',
    message: 'Cannot set "acme/api" at line 1 of app.yaml: the field holds a tag, and the reference has none',
    remedy: 'give the reference a tag beside its digest',
  },
  {
    what: 'a digest beside the tag',
    text: `image:\n  repository: acme/api\n  tag: v1\n  digest: ${digest}\n`,
    target: next,
    code: 'not-editable',
    message: 'Cannot set the tag of "acme/api": the digest at line 4 of app.yaml would overrule it',
    remedy:
      'give the reference with its digest, REPOSITORY:TAG@sha256:..., or remove the digest from the file',
  },
  {
    what: 'a name that is too short for the fields of the old one',
    text: 'x: {repository: acme, image: api, tag: v1}\n',
    target: targetOf('acme/api=nginx:v2'),
    code: 'not-editable',
    message:
      'Cannot write the name "nginx" at line 1 of app.yaml: the file has an organization and an image, the name has one part',
    remedy: 'give a name with an organization',
  },
  {
    what: 'a marker for a part that the reference lacks',
    text: 'a: x # {"$imagepolicy": "ns:api:digest"}\n',
    target: targetOf('acme/api:v2', { policy: 'ns:api' }),
    code: 'not-editable',
    message: 'Cannot set line 1 of "app.yaml": it is marked for the digest, and the reference has none',
    remedy: 'give the reference with its digest',
  },
  {
    what: 'a field in a value that is no map',
    text: 'a: {b: x}\n',
    target: set('a.b.c', 'v2', { create: true }),
    code: 'path-not-found',
    message: 'Cannot set "a.b.c": no selected document of app.yaml has this field',
    remedy: 'check the path: only keys are added, and only where one document alone has the map for them',
  },
  {
    what: 'a new field in what is merged in',
    text: 'a: &a {repository: acme/api}\nb: {image: {<<: *a}}\n',
    target: targetOf('acme/api:v2', { create: true }),
    code: 'not-editable',
    message: 'Cannot add a field to "app.yaml": what is at line 1 is merged in from elsewhere',
    remedy: 'add the field by hand',
  },
  {
    what: 'a repository without a tag',
    text: 'image:\n  repository: acme/api\n',
    target: next,
    code: 'not-editable',
    message: 'Cannot set the tag of "acme/api": app.yaml:2 has no field for its tag',
    remedy: 'set "create" to add the field',
  },
  {
    what: 'a variable in place of the tag',
    text: 'image: "acme/api:$(TAG)"\n',
    target: next,
    code: 'not-editable',
    message: 'Cannot set the tag of "acme/api": app.yaml:1 has a variable in place of its tag',
    remedy: 'set the variable where it gets its value',
  },
  {
    what: 'a file that SOPS has encrypted',
    text: 'image: acme/api:v1\nsops: {mac: "ENC[x]"}\n',
    target: next,
    code: 'not-editable',
    message: 'Cannot edit "app.yaml": SOPS has encrypted it, and a change would break its checksum',
    remedy: 'keep the image in a file of its own, or encrypt with mac_only_encrypted',
  },
  {
    what: 'an encrypted field where the rest is in the clear',
    text: 'tag: ENC[AES256_GCM,data:x]\nsops: {mac: "ENC[x]", mac_only_encrypted: true}\n',
    target: set('tag', 'v2'),
    code: 'not-editable',
    message: 'Cannot edit "app.yaml": SOPS has encrypted it, and a change would break its checksum',
    remedy: 'keep the image in a file of its own, or encrypt with mac_only_encrypted',
  },
  {
    what: 'an alias bomb',
    text: `image: acme/api:v1\nl0: &l0 [x, x]\n${levels.join('\n')}\n`,
    target: next,
    code: 'not-editable',
    message: 'Cannot edit "app.yaml": its aliases grow to more than 1000000 values',
    remedy: 'check that the file is a manifest',
  },
  {
    what: 'brackets in brackets by the thousand',
    text: `image: acme/api:v1\na: ${'['.repeat(1000)}${']'.repeat(1000)}\n`,
    target: next,
    code: 'not-editable',
    message: 'Cannot edit "app.yaml": its brackets and lists nest more than 200 deep',
    remedy: 'check that the file is a manifest',
  },
  {
    what: 'a Helm template',
    text: '{{- if .x }}\nimage: acme/api:v1\n{{- end }}\n',
    target: next,
    code: 'not-editable',
    message:
      'Cannot edit "app.yaml": it is a template, not YAML (line 1: Block collections are not allowed within flow collections); these lines name "acme/api"\n- app.yaml:2 image: acme/api:v1',
    remedy:
      'to change these lines as plain text, name app.yaml alone, set "text" to true and "expect" to 1; or put the image into the values that fill the template, and name that file',
  },
  {
    what: 'a key that stands twice on the way',
    text: 'a: {image: acme/api:v1}\na: {image: acme/api:v1}\n',
    target: next,
    code: 'not-editable',
    message: 'Cannot edit "app.yaml": the key "a" at line 2 is twice in its map',
    remedy: 'remove one of them',
  },
  {
    what: 'one value that would have to be two',
    text: 'a: {image: acme/api, tag: &t v1}\nb: {image: acme/web, tag: *t}\n',
    target: targetOf(['acme/api:v2', 'acme/web:v3']),
    code: 'invalid-input',
    message: 'Cannot edit "app.yaml": line 1 would have to be both "v2" and "v3"',
    remedy: 'check the images and the fields that are set',
  },
  {
    what: 'a value that another image shares',
    text: 'a: {image: acme/api, tag: &t v1}\nb: {image: acme/web, tag: *t}\n',
    target: next,
    code: 'not-editable',
    message: 'Cannot edit "app.yaml": the value at line 1 is also that of b.tag, which is not selected',
    remedy: 'select both, or give each its own value in place of the alias',
  },
  {
    what: 'a path to a map',
    text: 'a: {b: 1}\n',
    target: set('a', 'x'),
    code: 'not-editable',
    message: 'Cannot set "a": line 1 of app.yaml holds more than one value',
    remedy: 'write the path of one field',
  },
  {
    what: 'a path that is not there',
    text: 'a: {b: 1}\n',
    target: set('a.c', 'x'),
    code: 'path-not-found',
    message: 'Cannot set "a.c": no selected document of app.yaml has this field',
    remedy: 'check the path and the selectors, or set "create" to add the field',
  },
  {
    what: 'a path in two objects',
    text: 'kind: A\nmetadata: {name: x}\nv: 1\n---\nkind: B\nmetadata: {name: y}\nv: 1\n',
    target: set('v', '2'),
    code: 'image-ambiguous',
    message: 'Cannot set "v" in "app.yaml": 2 objects have this field: line 3 (A x), line 7 (B y)',
    remedy: 'say which one with "kind", "name" or "namespace", or set "expect" to 2 to set them all',
  },
  {
    what: 'another number of places',
    text: 'a: {image: acme/api:v1}\n',
    target: targetOf('acme/api:v2', { expect: 2 }),
    code: 'wrong-count',
    message:
      'Cannot edit "app.yaml": "expect" is 2, and the places that match are 1\n- app.yaml:1 acme/api:v1 (container a)',
    remedy: 'set "expect" to 1 to change them all, or narrow the places with a selector',
  },
  {
    what: 'an image policy that no comment names',
    text: 'a: {image: acme/api:v1}\n',
    target: targetOf('acme/api:v2', { policy: 'ns:api' }),
    code: 'image-not-found',
    message: 'Cannot find the image policy "ns:api" in "app.yaml": no comment names one',
    remedy: 'mark the line with the comment # {"$imagepolicy": "NAMESPACE:NAME"}, or leave "policy" out',
  },
  {
    what: 'a text of several lines in a block scalar',
    text: 'a: >-\n  x\n  y\n',
    target: set('a', 'z'),
    code: 'not-editable',
    message: 'Cannot edit "app.yaml": the value at line 1 spans several lines',
    remedy: 'write it on one line first',
  },
];

it.each(rows)('refuses $what, and says what to do', ({ text, target, ...expected }) => {
  const { code, message, remedy, exitCode } = refusal(text, target);
  expect({ code, message, remedy }).toEqual({
    code: expected.code,
    message: expected.message,
    remedy: expected.remedy,
  });
  expect(exitCode).toBe(code === 'invalid-input' ? 2 : 3);
});
