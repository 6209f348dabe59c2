import type { Target } from '../../src/manifest/edit-manifests.ts';
import { worded } from '../../src/wording.ts';
import { edit, refusal, targetOf } from './support.ts';

const vehicles = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: &appName microservice-vehicles
  namespace: prod
spec:
  selector:
    matchLabels:
      app: *appName
  replicas: 2
  template:
    metadata:
      labels:
        app: *appName
    spec:
      containers:
        - name: *appName
          image: dockerhub/microservice-vehicles:release-1171-d6884731
          ports: [{containerPort: 80}]
          resources: {requests: {memory: 128Mi, cpu: 100m}, limits: {memory: 128Mi, cpu: 100m}}
          env:
            - {name: APPLICATION_TOKEN, valueFrom: {secretKeyRef: {name: application-token, key: token}}}
            - {name: LOG_FORMAT, value: "json"}
            - {name: DD_VERSION, value: "release-1171-d6884731"}
`;
const release = 'dockerhub/microservice-vehicles:release-1179-344b590f';

describe('The Deployment of the talk', () => {
  it('says so when a variable that was asked for is not there', () => {
    const { notes } = edit(vehicles, targetOf(release, { versionEnv: ['DD_VERSION', 'VERSION'] }));
    expect(notes.join()).toContain('"VERSION" stands in no container');
    expect(notes.join()).not.toContain('"DD_VERSION"');
  });

  it.each<[string, Target]>([
    [
      'a digest',
      targetOf(`dockerhub/microservice-vehicles@sha256:${'1'.repeat(64)}`, { versionEnv: ['DD_VERSION'] }),
    ],
    [
      'another name',
      targetOf('dockerhub/microservice-vehicles=acme/vehicles', { versionEnv: ['DD_VERSION'] }),
    ],
  ])('says that %s alone holds no tag for the variable', (_what, target) => {
    const { after, notes } = edit(vehicles, target);
    expect(after).toContain('{name: DD_VERSION, value: "release-1171-d6884731"}');
    expect(notes.join()).toMatch(/has no tag to put into "DD_VERSION"/);
    expect(notes.join()).not.toContain('stands in no container');
  });

  it('says so when a variable is asked for, and no image is given that has a tag', () => {
    const set = [{ path: 'spec.replicas', value: '3', fromImage: false }];
    const { notes } = edit(vehicles, targetOf([], { set, versionEnv: ['DD_VERSION'] }));
    expect(notes.map((note) => worded(note))).toEqual([
      '"version-env" sets nothing: it puts the tag of an image, and no image is given',
    ]);
  });

  it('gets the tag in the image and in the variable, and changes in nothing else', () => {
    const { after, changes } = edit(vehicles, targetOf(release, { versionEnv: ['DD_VERSION'] }));
    expect(after).toBe(vehicles.replaceAll('release-1171-d6884731', 'release-1179-344b590f'));
    const resource = { kind: 'Deployment', name: 'microservice-vehicles', namespace: 'prod' };
    const shared = {
      file: 'app.yaml',
      image: 'dockerhub/microservice-vehicles',
      from: 'release-1171-d6884731',
      to: 'release-1179-344b590f',
      resource,
    };
    const container = 'spec.template.spec.containers.[name=microservice-vehicles]';
    expect(changes).toEqual([
      { ...shared, line: 18, path: `${container}.image` },
      { ...shared, line: 24, path: `${container}.env.[name=DD_VERSION].value`, variable: 'DD_VERSION' },
    ]);
  });

  it('is left as it is when it has the tag already', () => {
    const { files, changes, resources } = edit(
      vehicles,
      targetOf('dockerhub/microservice-vehicles:release-1171-d6884731'),
    );
    expect({ files, changes }).toEqual({ files: [], changes: [] });
    expect(resources).toEqual([{ kind: 'Deployment', name: 'microservice-vehicles', namespace: 'prod' }]);
  });

  it('is found by the name that an alias gives the container', () => {
    const select = { container: 'microservice-vehicles', kind: 'Deployment', namespace: 'prod' };
    expect(edit(vehicles, targetOf(release, { select })).changes).toHaveLength(1);
    expect(refusal(vehicles, targetOf(release, { select: { container: 'other' } })).code).toBe(
      'image-not-found',
    );
  });

  it('names what is there when the image is not', () => {
    const error = refusal(vehicles, targetOf('dockerhub/microservice-vehicle:v1'));
    expect(error).toMatchObject({ code: 'image-not-found', exitCode: 3 });
    expect(error.message).toContain('app.yaml:18 dockerhub/microservice-vehicles:release-1171-d6884731');
  });
});

describe('Notes', () => {
  it('name the lines that hold the old reference and stay', () => {
    const text =
      'image: acme/api:v1\nargs: [acme/api:v1]\n# acme/api:v1\nnext: acme/api:v1.1 acme/api:v1-x\n';
    expect(edit(text, targetOf('acme/api:v2')).notes).toEqual([
      'app.yaml names acme/api:v1 at line 2, 3 too, where it stays as it is',
    ]);
  });

  it('name the places that cannot change beside those that do', () => {
    const text = 'a: {image: acme/api:v1}\nb: {image: "acme/api:$(TAG)"}\nc: {repository: acme/api}\n';
    expect(edit(text, targetOf('acme/api:v2')).notes).toEqual([
      'app.yaml:2 has a variable in place of its tag, which stays as it is',
      'app.yaml:3 has no field for its tag, which stays as it is',
    ]);
  });
});

describe('Variables that carry the tag', () => {
  it.each([
    [
      'env: [{name: V, value: "v1"}, {name: W, value: v1}]',
      'env: [{name: V, value: "v2"}, {name: W, value: v1}]',
    ],
    ['environment: {V: v1}', 'environment: {V: v2}'],
    ['environment: [V=v1, W=v1]', 'environment: [V=v2, W=v1]'],
    ['env: {V: {value: v1}}', 'env: {V: {value: v2}}'],
    ['env: [{name: V, valueFrom: {fieldRef: {}}}]', 'env: [{name: V, valueFrom: {fieldRef: {}}}]'],
  ])('in %s', (before, after) => {
    const [text, wanted] = [before, after].map((env) => `a: {image: acme/api:v1, ${env}}\nb: {${before}}\n`);
    const expected = wanted?.replace('api:v1', 'api:v2');
    expect(edit(text ?? '', targetOf('acme/api:v2', { versionEnv: ['V'] })).after).toBe(expected);
  });

  it.each([
    ['env: [{name: V, value: v1}]', 'a.env.[name=V].value'],
    ['environment: {V: v1}', 'a.environment.V'],
    ['environment: [W=v1, V=v1]', 'a.environment.[1]'],
    ['env: {V: {value: v1}}', 'a.env.V.value'],
  ])('are named by the path of their value in %s', (env, path) => {
    const { changes } = edit(
      `a: {image: acme/api:v1, ${env}}\n`,
      targetOf('acme/api:v2', { versionEnv: ['V'] }),
    );
    expect(changes.map((change) => change.path)).toEqual(['a.image', path]);
  });
});
