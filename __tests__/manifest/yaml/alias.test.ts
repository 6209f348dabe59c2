import { edit, refusal, targetOf } from '../support.ts';

const next = targetOf('acme/api:v2');

it.each<[string, string, string]>([
  [
    'a tag with an anchor that two fields read',
    'x: &tag v1\na: {image: acme/api, tag: *tag}\nb: {image: acme/api, tag: *tag}\nversion: *tag\n',
    'x: &tag v2\na: {image: acme/api, tag: *tag}\nb: {image: acme/api, tag: *tag}\nversion: *tag\n',
  ],
  [
    'a map that six places read',
    `image: &image {repository: acme/api, tag: v1}\n${six('image: *image')}`,
    `image: &image {repository: acme/api, tag: v2}\n${six('image: *image')}`,
  ],
  [
    'a repository that is merged in, with a tag of its own',
    'a: &a\n  repository: acme/api\n  tag: v1\nb:\n  <<: *a\n  tag: v1\n',
    'a: &a\n  repository: acme/api\n  tag: v2\nb:\n  <<: *a\n  tag: v2\n',
  ],
  [
    'an anchor that is set twice',
    'a: {image: &i acme/api:v1}\nb: {image: &i acme/web:v1}\nc: {image: *i}\n',
    'a: {image: &i acme/api:v2}\nb: {image: &i acme/web:v1}\nc: {image: *i}\n',
  ],
  [
    'an alias without an anchor elsewhere',
    'image: acme/api:v1\nb: *none\n',
    'image: acme/api:v2\nb: *none\n',
  ],
  [
    'a list of maps to merge',
    'a: &a {repository: acme/api}\nb: &b {tag: v1}\nc: {<<: [*a, *b]}\n',
    'a: &a {repository: acme/api}\nb: &b {tag: v2}\nc: {<<: [*a, *b]}\n',
  ],
])('edits %s where it stands', (_what, before, after) => {
  expect(edit(before, next).after).toBe(after);
});

it('names who else reads the value', () => {
  const { notes } = edit('x: &tag v1\na: {image: acme/api, tag: *tag}\nversion: *tag\n', next);
  expect(notes).toEqual(['app.yaml:1 is what x, version read too, by an alias']);
});

it('changes two images that share a tag when both are asked for', () => {
  const text = 'a: {image: acme/api, tag: &t v1}\nb: {image: acme/web, tag: *t}\n';
  expect(edit(text, targetOf(['acme/api:v2', 'acme/web:v2'])).after).toBe(text.replace('v1', 'v2'));
  expect(refusal(text, targetOf(['acme/api:v2', 'acme/web:v3'])).code).toBe('invalid-input');
});

it('refuses a value that a container outside the selection shares', () => {
  const text = 'x: &i acme/api:v1\nitems: [{name: a, image: *i}, {name: b, image: *i}]\n';
  expect(refusal(text, targetOf('acme/api:v2', { select: { container: 'a' } })).message).toContain(
    '[name=b].image',
  );
});

function six(line: string): string {
  return Array.from({ length: 6 }, (_, index) => `s${index}: {${line}}\n`).join('');
}
