import { readImages } from '../../src/manifest/read-images.ts';
import { fileOf } from '../../testing/edit-check.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: prod}
spec:
  template:
    spec:
      containers:
        - name: web
          image: ghcr.io/acme/web:v1@sha256:${'0f'.repeat(32)}
        - name: proxy
          image: "envoy:\${ENVOY_TAG}"
`;
const values = 'image: {registry: ghcr.io, repository: acme/api, tag: "1.10"}\n';

describe('readImages', () => {
  it('says file, line, path, reference and object of each image, in the order of the files', () => {
    const { images } = readImages([fileOf(deployment, 'web.yaml'), fileOf(values, 'values.yaml')]);
    const resource = { kind: 'Deployment', name: 'web', namespace: 'prod' };
    expect(images).toEqual([
      {
        file: 'web.yaml',
        line: 9,
        path: 'spec.template.spec.containers.[name=web].image',
        image: { name: 'ghcr.io/acme/web', tag: 'v1', digest: `sha256:${'0f'.repeat(32)}` },
        resource,
        obstacle: undefined,
      },
      {
        file: 'web.yaml',
        line: 11,
        path: 'spec.template.spec.containers.[name=proxy].image',
        image: { name: 'envoy', tag: `\${ENVOY_TAG}`, digest: undefined },
        resource,
        obstacle: 'a variable in place of its tag',
      },
      {
        file: 'values.yaml',
        line: 1,
        path: 'image.tag',
        image: { name: 'ghcr.io/acme/api', tag: '1.10', digest: undefined },
        resource: { kind: undefined, name: undefined, namespace: undefined },
        obstacle: undefined,
      },
    ]);
  });

  it('says why a file cannot be read, and reads the others', () => {
    const { images, unreadable } = readImages([fileOf('a: [', 'broken.yaml'), fileOf(values, 'values.yaml')]);
    expect(images.map(({ file }) => file)).toEqual(['values.yaml']);
    expect(unreadable.map(({ code, message }) => [code, message])).toEqual([
      ['invalid-yaml', expect.stringContaining('"broken.yaml"')],
    ]);
  });

  it('reads nothing where no image stands', () => {
    expect(readImages([fileOf('replicas: 3\n'), fileOf('')])).toEqual({ images: [], unreadable: [] });
  });
});
