import { checkFileText, checkRepositoryText } from '../../src/config/common-mistakes.ts';
import { parseImage } from '../../src/config/parsers.ts';
import { refusal } from '../../testing/refusal.ts';

test.each([
  ['acme/web:', 'the tag after the colon is empty', 'is set'],
  ['acme/web:@sha256:00', 'the tag after the colon is empty', 'is set'],
  ['old/web=acme/web:', 'the tag after the colon is empty', 'is set'],
  ['acme/web@', 'the digest after the "@" is empty', 'is set'],
  [':v1', 'a part of its name is empty', 'is set'],
  ['/web:v1', 'a part of its name is empty', 'is set'],
  ['acme/:v1', 'a part of its name is empty', 'is set'],
  ['web=', 'a part of its name is empty', 'is set'],
  ['"acme/web:v1"', 'it has quotes around it', 'take them away'],
  ["'acme/web:v1'", 'it has quotes around it', 'take them away'],
  ['https://ghcr.io/acme/web:v1', 'the scheme of a URL', 'without "https://"'],
  ['docker://acme/web:v1', 'the scheme of a URL', 'without "https://"'],
  ['ghcr.io/Acme/Web:V1', 'its name holds upper case', 'write "ghcr.io/acme/web" before the tag'],
  ['- acme/web:v1', 'a list marker', 'one item per line'],
  ['acme/web:v1, acme/api:v1', 'a comma', 'one item per line'],
  ['acme/web:v1 acme/api:v1', 'a space', 'one item per line'],
  ['acme/web:-v1', 'is not an image reference', 'write REGISTRY/REPOSITORY:TAG'],
  ['apps/web/deployment.yaml', 'is the path of a file, not an image', 'give it as "file"'],
  ['./values.yml', 'is the path of a file, not an image', 'give it as "file"'],
  ['Apps/*.YAML', 'is the path of a file, not an image', 'give it as "file"'],
])('the image %s is refused for its mistake', (text, what, remedy) => {
  expect(refusal(() => parseImage(text))).toMatchObject({
    message: expect.stringContaining(what),
    remedy: expect.stringContaining(remedy),
  });
});

test.each([
  ['- apps/a.yaml', 'a list marker'],
  ['apps/a.yaml,apps/b.yaml', 'commas between'],
  ['apps/a.yml; b.yml', 'commas between'],
  ['a.yaml b.json', 'spaces between'],
  ['"a.yaml"', 'it has quotes around it'],
  ['https://github.com/acme/config/blob/main/a.yaml', 'it is a web address'],
  ['ghcr.io/acme/web:v2', 'is an image, not a file'],
  ['acme/web:1.2.3', 'is an image, not a file'],
  [`web@sha256:${'0'.repeat(64)}`, 'is an image, not a file'],
])('the file %s is refused for its mistake', (text, what) => {
  expect(refusal(() => checkFileText(text)).message).toContain(what);
});

test.each([['"https://git.example.com/c.git"', 'it has quotes around it']])(
  'the repository %s is refused for its mistake',
  (text, what) => {
    expect(refusal(() => checkRepositoryText(text)).message).toContain(what);
  },
);

test.each([
  'apps/{a,b}/*.yaml',
  'my folder/a.yaml',
  'a,b/c.yaml',
  '**/*.yaml',
  '!apps/x.yaml',
  "it's.yaml",
  'a:b.yaml',
  'Dockerfile',
  'apps/web',
])('the file %s is meant as it stands', (text) => {
  expect(checkFileText(text)).toBe(text);
});
