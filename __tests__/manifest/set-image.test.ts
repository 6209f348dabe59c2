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
      { ...shared, line: 24, path: `${container}.env.[name=DD_VERSION].value` },
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
