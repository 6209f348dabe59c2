import { edit, refusal, targetOf } from '../support.ts';

const digest = `sha256:${'3'.repeat(64)}`;
const old = `sha256:${'2'.repeat(64)}`;

it.each<[string, string, string, string]>([
  [
    "skaffold's build file",
    `{"builds":[{"imageName":"r/api","tag":"r/api:v1@${old}"}]}`,
    `r/api:v2@${digest}`,
    `{"builds":[{"imageName":"r/api","tag":"r/api:v2@${digest}"}]}`,
  ],
  [
    "skaffold's build file with a repository of its own",
    `{"builds":[{"imageName":"api","tag":"eu.gcr.io/p/api:v1@${old}"},{"imageName":"web","tag":"eu.gcr.io/p/web:v1"}]}`,
    'eu.gcr.io/p/api:v2',
    '{"builds":[{"imageName":"api","tag":"eu.gcr.io/p/api:v2"},{"imageName":"web","tag":"eu.gcr.io/p/web:v1"}]}',
  ],
  [
    'a tag with its repository beside it',
    'image: {repository: acme/api, tag: "acme/api:v1"}',
    'acme/api:v2',
    'image: {repository: acme/api, tag: "acme/api:v2"}',
  ],
  [
    'a tag with its digest, and no tag before',
    `image: {repository: acme/api, tag: "acme/api@${old}"}`,
    `acme/api@${digest}`,
    `image: {repository: acme/api, tag: "acme/api@${digest}"}`,
  ],
  [
    'image_name and image_tag',
    'image_name: acme/api\nimage_tag: acme/api:v1',
    'acme/api:v2',
    'image_name: acme/api\nimage_tag: acme/api:v2',
  ],
  [
    'a version with its repository',
    'image: {repository: acme/api, version: "acme/api:v1"}',
    'acme/api:v2',
    'image: {repository: acme/api, version: "acme/api:v2"}',
  ],
  [
    'a tag with its digest, which is no name',
    `image: {repository: acme/api, tag: "v1@${old}"}`,
    `acme/api:v2@${digest}`,
    `image: {repository: acme/api, tag: "v2@${digest}"}`,
  ],
  [
    'a short name in the tag',
    'image: {repository: acme/nginx, tag: "nginx:v1"}',
    'nginx:v2',
    'image: {repository: acme/nginx, tag: "nginx:v2"}',
  ],
])('keeps the repository in the field of a tag: %s', (_what, before, image, after) => {
  expect(edit(`${before}\n`, targetOf(image)).after).toBe(`${after}\n`);
  expect(edit(`${after}\n`, targetOf(image)).files).toEqual([]);
});

it('takes the name beside a reference for something else', () => {
  const text = '{"builds":[{"imageName":"api","tag":"r/api:v1"}]}\n';
  expect(refusal(text, targetOf('api:v2'))).toMatchObject({ code: 'image-not-found' });
});

it('sets the reference of such a tag beside the image', () => {
  const text = '{"builds":[{"imageName":"r/api","tag":"r/api:v1"}]}\n';
  const set = [{ path: 'builds.0.tag', value: 'docker.io/r/api:v2', fromImage: true }];
  expect(edit(text, targetOf('docker.io/r/api:v2', { set })).after).toBe(text.replace('v1', 'v2'));
});

it.each<[string, string, string]>([
  ['the field of a tag', '{"builds":[{"imageName":"r/api","tag":"r/api:v1"}]}', 'builds.0.tag'],
  ['the field of an image', 'image: ghcr.io/acme/api:v1', 'image'],
])('never writes a bare tag over a reference in %s', (_what, text, path) => {
  const set = [{ path, value: 'v2', fromImage: true }];
  const error = refusal(`${text}\n`, targetOf('acme/other:v2', { set }));
  expect(error).toMatchObject({ code: 'not-editable' });
  expect(error.message).toContain('holds a whole reference');
  expect(error.remedy).toContain(`${path.replace('.0', '.[0]')}={reference}`);
});

it.each<[string, string, string, string]>([
  [
    'an organization and a name',
    '{repository: ghcr.io/acme, name: api, tag: v1}',
    'ghcr.io/acme/api=quay.io/other/web:v2',
    '{repository: quay.io/other, name: web, tag: v2}',
  ],
  [
    'a repository, whatever its name is called',
    '{repository: ghcr.io/acme/api, name: main, tag: v1}',
    'ghcr.io/acme/api=quay.io/other/web:v2',
    '{repository: quay.io/other/web, name: main, tag: v2}',
  ],
  [
    'a registry beside two parts',
    '{registry: ghcr.io, repository: acme, name: api, tag: v1}',
    'ghcr.io/acme/api=quay.io/other/web:v2',
    '{registry: quay.io, repository: other, name: web, tag: v2}',
  ],
])('moves the reading that matched: %s', (_what, before, image, after) => {
  expect(edit(`image: ${before}\n`, targetOf(image)).after).toBe(`image: ${after}\n`);
  expect(edit(`image: ${after}\n`, targetOf(image)).files).toEqual([]);
});

it.each<[string, string, string, string]>([
  [
    'to another registry',
    'registry: ghcr.io\nimage: acme/api:v1',
    'ghcr.io/acme/api=quay.io/other/api:v2',
    'registry: quay.io\nimage: other/api:v2',
  ],
  [
    'to Docker Hub',
    'registry: ghcr.io\nimage: acme/api:v1',
    'ghcr.io/acme/api=other/api:v2',
    'registry: docker.io\nimage: other/api:v2',
  ],
  [
    'by the name without its registry',
    'registry: ghcr.io\nimage: acme/api:v1',
    'acme/api=quay.io/other/api:v2',
    'registry: quay.io\nimage: other/api:v2',
  ],
  [
    'by the name alone',
    'registry: ghcr.io\nimage: acme/api:v1',
    'acme/api=other/web:v2',
    'registry: ghcr.io\nimage: other/web:v2',
  ],
  [
    'a reference with a registry of its own',
    'registry: mirror.io\nimage: ghcr.io/acme/api:v1',
    'ghcr.io/acme/api=quay.io/other/api:v2',
    'registry: mirror.io\nimage: quay.io/other/api:v2',
  ],
])('moves a reference beside a registry %s', (_where, before, image, after) => {
  expect(edit(`${before}\n`, targetOf(image)).after).toBe(`${after}\n`);
});

it.each<[string, string, string]>([
  ['three fields', '{registry: ghcr.io, repository: acme, name: api, tag: v1}', 'ghcr.io/acme/api'],
  ['two fields', '{repository: ghcr.io/acme, name: api, tag: v1}', 'ghcr.io/acme/api'],
])('shows the reading of %s that matched', (_what, text, name) => {
  const { changes, after } = edit(`image: ${text}\n`, targetOf(`${name}:v2`));
  expect(after).toBe(`image: ${text.replace('v1', 'v2')}\n`);
  expect(changes).toMatchObject([{ image: name, from: 'v1', to: 'v2' }]);
});

it('shows the registry beside a reference', () => {
  const { changes } = edit('registry: ghcr.io\nimage: acme/api:v1\n', targetOf('ghcr.io/acme/api:v2'));
  expect(changes).toMatchObject([{ image: 'ghcr.io/acme/api', from: 'v1', to: 'v2' }]);
});

it('lists the reading that matched', () => {
  const place = '{repository: ghcr.io/acme, name: api, tag: v1}';
  const text = `a: {image: ${place}}\nb: {image: ${place.replace('v1', 'v0')}}\n`;
  const { message } = refusal(text, targetOf('ghcr.io/acme/api:v2'));
  expect(message).toContain('app.yaml:1 ghcr.io/acme/api:v1');
});

it('The remedy for a bare tag over a whole reference works without an image as well', () => {
  const text = 'image: {name: api, tag: acme/api:v1}\n';
  const set = [{ path: 'image.tag', value: 'v2', fromImage: false }];
  const { remedy } = refusal(text, targetOf([], { set }));
  expect(remedy).toBe('keep its name: image.tag=acme/api:v2');
  expect(
    edit(text, targetOf([], { set: [{ path: 'image.tag', value: 'acme/api:v2', fromImage: false }] })).after,
  ).toBe('image: {name: api, tag: acme/api:v2}\n');
});
