// Files of the config repository that the rows edit.

export const oneFile = 'web.yaml';
export const stagingFile = 'staging.yaml';
export const manyFile = 'many.yaml';
export const twiceFile = 'twice.yaml';
export const kustomization = 'kustomization.yaml';
export const dockerfile = 'Dockerfile';

/** Inputs that select one place of `manyFile` together: each is the only one that tells it from one of its neighbours. */
export const selectors = {
  kind: 'StatefulSet',
  name: 'store',
  namespace: 'dev',
  container: 'side',
  under: 'spec.containers',
  from: 'job-*',
  policy: 'flux-system:store',
} as const;

/** A workload with all that is selected, but for what is said. */
function workload({
  kind = 'StatefulSet',
  name = 'store',
  namespace = 'dev',
  container = 'side',
  list = 'containers',
  tag = 'job-1',
  policy = 'flux-system:store',
} = {}): string {
  return `kind: ${kind}
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  ${list}:
    - name: ${container}
      image: acme/web:${tag} # {"$imagepolicy": "${policy}"}
`;
}

/** The tags of the neighbours, by the one input that tells the selected place from each. */
const neighbours = {
  kind: 'job-2',
  name: 'job-3',
  namespace: 'job-4',
  container: 'job-5',
  under: 'job-6',
  from: 'api-1',
} as const;

const many = [
  workload(),
  workload({ tag: neighbours.kind, kind: 'Deployment' }),
  workload({ tag: neighbours.name, name: 'web' }),
  workload({ tag: neighbours.namespace, namespace: 'prod' }),
  workload({ tag: neighbours.container, container: 'main' }),
  workload({ tag: neighbours.under, list: 'initContainers' }),
  workload({ tag: neighbours.from }),
  workload({ tag: 'job-7', policy: 'flux-system:web' }),
].join('---\n');

/** Two places that no input tells apart. */
const twice = `kind: Pod
spec:
  containers:
    - image: acme/web:v0
    - image: acme/web:v1
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
  [stagingFile]: 'kind: Pod\nspec: {containers: [{image: acme/web:v2}]}\n',
  [manyFile]: many,
  [twiceFile]: twice,
  [dockerfile]: 'FROM acme/web:v1\nCMD ["web"]\n',
  [kustomization]: 'kind: Kustomization\nimages:\n  - name: acme/api\n    newTag: v1\n',
};

/** The lines that change in `oneFile`, and in copies of it. */
export const oneChange = ['-      image: acme/web:v1', '+      image: acme/web:v2'];

function change(tag: string): string[] {
  const marker = '# {"$imagepolicy": "flux-system:store"}';
  return [`-      image: acme/web:${tag} ${marker}`, `+      image: acme/web:v2 ${marker}`];
}

/** The lines of the place of `manyFile` that is selected. */
export const manyChange = change('job-1');

/** The same, and those of the neighbour that is selected too where one input is not given. */
export function changeWithout(name: keyof typeof selectors): string[] {
  // The place of another policy is not selected in silence: that is refused.
  return name === 'policy' ? [] : [...manyChange, ...change(neighbours[name])];
}

export const twiceChange = [
  ...['-    - image: acme/web:v0', '-    - image: acme/web:v1'],
  ...['+    - image: acme/web:v2', '+    - image: acme/web:v2'],
];
