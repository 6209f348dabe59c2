import { parseAssignment } from '../../src/config/assignment.ts';
import { editManifests } from '../../src/manifest/edit-manifests.ts';
import { edit, fileOf, refusal, targetOf } from './support.ts';

const next = targetOf('ghcr.io/acme/api:v2');
const digest = `sha256:${'1'.repeat(64)}`;

/** The lines that the message of an image that is not found gives to copy. */
function proposals(text: string): readonly string[] {
  const { code, message, remedy } = refusal(text, next);
  expect(code).toBe('image-not-found');
  const lines = [...message.matchAll(/ set: (.*) \(now /g)].map(([, line = '']) => line);
  if (lines.length > 0) expect(remedy).toContain('"set" line');
  return lines;
}

it.each<[string, string, string]>([
  [
    'an argument',
    'spec: {containers: [{name: a, args: [-v, --image=ghcr.io/acme/api:v1]}]}\n',
    'spec.containers.[name=a].args.[1]=--image={reference}',
  ],
  ['a command', 'command:\n- "ghcr.io/acme/api:v1"\n', 'command.[0]={reference}'],
  [
    'a variable',
    'env:\n- {name: API_IMAGE, value: "ghcr.io/acme/api:v1"}\n',
    'env.[name=API_IMAGE].value={reference}',
  ],
  [
    'an annotation',
    "metadata:\n  annotations:\n    acme.io/image: 'ghcr.io/acme/api:v1'\n",
    'metadata.annotations.acme\\.io/image={reference}',
  ],
  [
    'a parameter',
    'params: [{name: img, value: ghcr.io/acme/api:v1}]\n',
    'params.[name=img].value={reference}',
  ],
  ['a value with a scheme', 'x: oci://ghcr.io/acme/api:v1\n', 'x=oci://{reference}'],
  [
    'a value that names it twice',
    `x: ghcr.io/acme/api:v1,ghcr.io/acme/api@${digest}\n`,
    'x={reference},{reference}',
  ],
])('An image that stands in %s alone is answered with the line that sets it', (_where, text, line) => {
  expect(proposals(text)).toEqual([line]);
  const set = [parseAssignment(line, next.images)];
  const { after } = edit(text, { ...next, set });
  const reference = new RegExp(`ghcr\\.io/acme/api(?::v1|@${digest})`, 'g');
  expect(after).toBe(text.replace(reference, 'ghcr.io/acme/api:v2'));
});

it.each([
  ['a name alone', 'x: ghcr.io/acme/api\n'],
  ['the end of another name', 'x: my.ghcr.io/acme/api:v1\ny: mirror/ghcr.io/acme/api:v1\n'],
  ['the beginning of another name', 'x: ghcr.io/acme/api:5000/web:v1\ny: ghcr.io/acme/api-web:v1\n'],
  ['a script', 'x: |\n  docker run ghcr.io/acme/api:v1\n'],
  ['a comment', 'x: 1 # ghcr.io/acme/api:v1\n'],
  ['a text with words in braces', 'x: "{name} ghcr.io/acme/api:v1"\n'],
])('%s is proposed for nothing', (_what, text) => {
  expect(proposals(text)).toEqual([]);
});

it('What is no image is not listed as one', () => {
  const text =
    'customImage: true\nimage: 5\na: {image: null}\nb: {image: 1.5}\nc: {image: "false"}\nd: {image: ~}\n';
  expect(refusal(text, next).message).toBe(
    'Cannot find image "ghcr.io/acme/api" in "app.yaml": there is no image',
  );
});

it.each<[string, string]>([
  ['a hexadecimal escape', 'image: "ghcr.io/acme/\\x61pi:v1"\n'],
  ['a Unicode escape', 'image: "ghcr.io/acme/\\u0061pi:v1"\n'],
  ['a line end', 'image: "ghcr.io/acme/a\\\n  pi:v1"\n'],
])('A name that is written with %s is found all the same', (_what, text) => {
  expect(edit(text, next).after).toBe(text.replace('v1', 'v2'));
  const beside = [fileOf('{{ if }}\n  - "\\x61: [\n', 'broken.yaml'), fileOf(text)];
  expect(editManifests(beside, next).changes).toHaveLength(1);
});

describe("Flux's ImageRepository", () => {
  const repository = `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: api, namespace: flux-system}
spec:
  image: ghcr.io/acme/api
`;
  const what =
    "Flux's ImageRepository of it, which names where to look for tags and holds none\n- app.yaml:5";

  it('is named for what it is where it is all there is of the image', () => {
    expect(refusal(repository, next)).toMatchObject({
      message: `Cannot find image "ghcr.io/acme/api" in "app.yaml": there is no image, only ${what}`,
      remedy: 'point "file" to what deploys the image',
    });
  });

  it('is named beside other images', () => {
    const { message } = refusal(`${repository}---\nimage: acme/web:v1\n`, next);
    expect(message).toContain(`- app.yaml:7 acme/web:v1\nand ${what}`);
  });

  it('of another image is not named', () => {
    const { message } = refusal(repository.replace('acme/api', 'acme/web'), next);
    expect(message).not.toContain('ImageRepository');
  });
});

it('A kustomization without the image is said to take an entry', () => {
  const { remedy } = refusal('kind: Kustomization\nimages:\n- name: acme/web\n  newTag: v1\n', next);
  expect(remedy).toContain('"create" adds an entry');
  expect(refusal('image: acme/web:v1\n', next).remedy).not.toContain('create');
});
