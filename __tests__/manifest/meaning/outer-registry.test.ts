import { edit, refusal, targetOf } from '../support.ts';

const image = 'image: {repository: acme/api, tag: v1}';

it.each<[string, string, string]>([
  ['global.imageRegistry', `global:\n  imageRegistry: ghcr.io\n${image}`, 'ghcr.io/acme/api'],
  [
    'global.imageRegistry, for a part',
    `global: {imageRegistry: ghcr.io}\nweb:\n  ${image}`,
    'ghcr.io/acme/api',
  ],
  ['global.registry', `global: {registry: ghcr.io/}\n${image}`, 'ghcr.io/acme/api'],
  ['global.image.registry', `global: {image: {registry: ghcr.io}}\n${image}`, 'ghcr.io/acme/api'],
  [
    'global.cattle.systemDefaultRegistry',
    `global: {cattle: {systemDefaultRegistry: reg.acme:5000}}\n${image}`,
    'reg.acme:5000/acme/api',
  ],
  [
    'a registry at the root',
    'registry: gcr.io/datadoghq\nagents:\n  image: {name: agent, tag: v1}',
    'gcr.io/datadoghq/agent',
  ],
  ['a hub beside it', 'pilot: {hub: gcr.io/istio, image: pilot, tag: v1}', 'gcr.io/istio/pilot'],
  ['a hub in global', 'global: {hub: docker.io/istio}\npilot: {image: pilot, tag: v1}', 'istio/pilot'],
  [
    'a default beside it',
    'image: {registry: ~, defaultRegistry: reg.kyverno.io, repository: kyverno/kyverno, tag: v1}',
    'reg.kyverno.io/kyverno/kyverno',
  ],
  [
    'one that overrules its own',
    'global: {imageRegistry: ghcr.io}\nimage: {registry: docker.io, repository: acme/api, tag: v1}',
    'ghcr.io/acme/api',
  ],
  [
    'its own, which another one may overrule',
    'global: {imageRegistry: ghcr.io}\nimage: {registry: docker.io, repository: acme/api, tag: v1}',
    'acme/api',
  ],
  ['the name as the file has it', `global: {imageRegistry: ghcr.io}\n${image}`, 'acme/api'],
  ['a reference in one string', 'global: {imageRegistry: ghcr.io}\nimage: acme/api:v1', 'ghcr.io/acme/api'],
  [
    'a block scalar',
    'values: |\n  global: {imageRegistry: ghcr.io}\n  image: {repository: acme/api, tag: v1}',
    'ghcr.io/acme/api',
  ],
  [
    'a parameter',
    'helm:\n  parameters:\n  - {name: global.imageRegistry, value: ghcr.io}\n  - {name: image.repository, value: acme/api}\n  - {name: image.tag, value: v1}',
    'ghcr.io/acme/api',
  ],
  [
    'a key with dots in it',
    'set: {global.imageRegistry: ghcr.io, image.repository: acme/api, image.tag: v1}',
    'ghcr.io/acme/api',
  ],
])('finds an image by %s', (_, text, name) => {
  const result = edit(`${text}\n`, targetOf(`${name}:v2`, { expect: 1 }));
  expect(result.after).toBe(`${text}\n`.replace('v1', 'v2'));
  expect(edit(result.after, targetOf(`${name}:v2`)).files).toEqual([]);
});

it.each<[string, string, string]>([
  [
    'that starts with another registry',
    'global: {imageRegistry: ghcr.io}\nimage: quay.io/acme/api:v1',
    'ghcr.io/quay.io/acme/api',
  ],
  ['whose registry is another', `global: {imageRegistry: ghcr.io}\n${image}`, 'quay.io/acme/api'],
  [
    'beside which the registry stands, not around it',
    `a: {registry: ghcr.io}\nb: {${image}}`,
    'ghcr.io/acme/api',
  ],
  ['with the registry of another image', `apiRegistry: ghcr.io\n${image}`, 'ghcr.io/acme/api'],
  ['with an empty registry', `registry: ""\n${image}`, 'ghcr.io/acme/api'],
])('does not find an image %s', (_, text, name) => {
  expect(refusal(`${text}\n`, targetOf(`${name}:v2`)).code).toBe('image-not-found');
});

it('writes another name of the same registry into the fields that are there', () => {
  const text = `global: {imageRegistry: ghcr.io}\n${image}\n`;
  expect(edit(text, targetOf('ghcr.io/acme/api=ghcr.io/acme/next:v2')).after).toBe(
    text.replace('acme/api', 'acme/next').replace('v1', 'v2'),
  );
});

it('refuses a name of another registry, for the outer one is for other images too', () => {
  const text = `global:\n  imageRegistry: ghcr.io\n${image}\n`;
  const { code, message } = refusal(text, targetOf('ghcr.io/acme/api=quay.io/acme/api:v2'));
  expect(code).toBe('not-editable');
  expect(message).toBe(
    'Cannot write the name "quay.io/acme/api" in "app.yaml": its registry "ghcr.io" is at line 2, for other images too',
  );
});

it('says the name as the file has it where no registry is in the file', () => {
  const text = `${image}\n`;
  const { code, message, remedy } = refusal(text, targetOf('ghcr.io/acme/api:v2'));
  expect({ code, message: message.includes('app.yaml:1 acme/api:v1') }).toEqual({
    code: 'image-not-found',
    message: true,
  });
  const [, asThere = '', moved = ''] = /"([^"]+)".*"([^"]+)"/.exec(remedy) ?? [];
  expect(edit(text, targetOf(asThere)).after).toBe('image: {repository: acme/api, tag: v2}\n');
  expect(edit(text, targetOf(moved)).after).toBe('image: {repository: ghcr.io/acme/api, tag: v2}\n');
});
