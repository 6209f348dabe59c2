// Files of the config repository that the rows edit.

export const oneFile = 'web.yaml';
export const manyFile = 'many.yaml';
export const kustomization = 'kustomization.yaml';
export const dockerfile = 'Dockerfile';

/** Two places that differ in everything that an input can select by. */
const many = `kind: Deployment
metadata: {name: web, namespace: prod}
spec: {containers: [{name: main, image: acme/web:api-1}]}
---
kind: StatefulSet
metadata: {name: store, namespace: dev}
spec:
  containers:
    - name: side
      image: acme/web:job-1 # {"$imagepolicy": "flux-system:store"}
`;

const one = `kind: Deployment
metadata: {name: web, namespace: prod}
spec:
  replicas: 1
  containers:
    - name: web
      image: acme/web:v1
      env:
        - {name: APP_VERSION, value: v1}
`;

export const files = {
  [oneFile]: one,
  'copy.yaml': one,
  [manyFile]: many,
  [dockerfile]: 'FROM acme/web:v1\nCMD ["web"]\n',
  [kustomization]: 'kind: Kustomization\nimages:\n  - name: acme/api\n    newTag: v1\n',
};

/** The lines that change in `oneFile`, and in copies of it. */
export const oneChange = ['-      image: acme/web:v1', '+      image: acme/web:v2'];

const first = [
  '-spec: {containers: [{name: main, image: acme/web:api-1}]}',
  '+spec: {containers: [{name: main, image: acme/web:v2}]}',
];

/** The lines of the second place of `manyFile`. */
export const secondChange = [
  '-      image: acme/web:job-1 # {"$imagepolicy": "flux-system:store"}',
  '+      image: acme/web:v2 # {"$imagepolicy": "flux-system:store"}',
];
export const bothChanges = [...first, ...secondChange];
