// What a deploy is called on a page of the application.
import { liveVersion } from '../../src/commands/deployed-version.ts';
import { target } from '../../testing/edit-check.ts';

const name = 'ghcr.io/acme/web';
const source = {
  repository: 'acme/web',
  commit: 'a1b2c3d',
  repositoryUrl: undefined,
  branch: undefined,
  date: undefined,
  author: undefined,
  subject: undefined,
};
const asked = target({ images: [{ to: { name, tag: 'v2' } }] });

test.each([
  ['the new tag', ['v2']],
  ['its digest beside it', ['v2@sha256:0123']],
  ['a new name of the image beside it', [name, 'v2']],
  ['the whole reference', [`${name}:v2`]],
  ['nothing, which is there already', []],
])('a deploy that changes %s is called by its tag', (_, deployed) => {
  expect(liveVersion({ target: asked, source }, deployed)).toEqual({ tag: 'v2', sha: 'a1b2c3d' });
});
