// The manifests of a made-up company, as many as a benchmark asks for.

/** A service of the made-up company, and the folder that its five files are in. */
export interface Service {
  readonly name: string;
  readonly image: string;
  /** `clusters/<cluster>/<team>/<name>`: with the file's name, a path of five parts. */
  readonly folder: string;
}

/** Numbers from 0 to below `limit`, the same ones for the same seed on every machine. */
export type Random = (limit: number) => number;

/** Mulberry32: https://github.com/cprosche/mulberry32. Deltas and sizes must not change from run to run. */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

const nouns =
  'account address basket billing cart catalog checkout claim coupon courier customer delivery device document driver event export feed fleet geo identity import inventory invoice journal ledger license location login mail media menu metric network notice offer order partner payment photo plan policy price product profile quote rating receipt refund report reward route schedule search session shipment signal stock store subscription support tax ticket token tracking trip user vehicle vendor voucher wallet warehouse webhook'.split(
    ' ',
  );
const roles = ['api', 'worker', 'gateway', 'sync', 'web', 'consumer', 'scheduler', 'store'];
const settings =
  'ENDPOINT TIMEOUT_MS POOL_SIZE TOPIC QUEUE BUCKET REGION RETRIES BATCH_SIZE CACHE_TTL FEATURE LOG_LEVEL TRACE_SAMPLE WORKERS PREFIX'.split(
    ' ',
  );

const pick = <T>(random: Random, items: readonly T[]): T => items[random(items.length)] as T;
const hex = (random: Random, digits: number): string =>
  Array.from({ length: digits }, () => random(16).toString(16)).join('');

export function makeTag(random: Random): string {
  return `v${1 + random(4)}.${random(40)}.${random(20)}-${hex(random, 7)}`;
}

export function makeService(random: Random, team: string, index: number): Service {
  const name = `${pick(random, nouns)}-${pick(random, nouns)}-${pick(random, roles)}-${index}`;
  return { name, image: `registry.example.com/${team.split('/').at(-1)}/${name}`, folder: `${team}/${name}` };
}

/** The five files by name. They deflate to a bit over a third, as the real ones of 1 to 3 kB do. */
export function manifestsOf(random: Random, service: Service, tag: string): Readonly<Record<string, string>> {
  return {
    'configmap.yaml': configMap(random, service),
    'cronjob.yaml': cronJob(random, service),
    'network.yaml': network(random, service),
    'scaling.yaml': scaling(random, service),
    // Last, so that another tag changes no other draw of numbers.
    'deployment.yaml': deployment(random, service, tag),
  };
}

function value(random: Random): string {
  switch (random(4)) {
    case 0:
      return `${random(6000)}`;
    case 1:
      return `https://${pick(random, nouns)}-${pick(random, roles)}.${pick(random, nouns)}.svc.cluster.local:${8000 + random(999)}`;
    case 2:
      return `${pick(random, nouns)}.${pick(random, nouns)}.${pick(random, nouns)}-v${random(9)}`;
    default:
      return pick(random, ['true', 'false', 'info', 'debug', 'eu-west-1', 'us-east-2', '30s', '5m']);
  }
}

interface Setting {
  readonly name: string;
  readonly value: string;
}

const ownSetting = (random: Random): Setting => ({
  name: `${pick(random, nouns).toUpperCase()}_${pick(random, settings)}`,
  value: value(random),
});

/** What services of one company share: the settings of its brokers, its tracing, its databases. */
const sharedBlocks = (() => {
  const random = makeRandom(6);
  return Array.from({ length: 6 }, () => Array.from({ length: 5 + random(5) }, () => ownSetting(random)));
})();

const settingsOf = (random: Random): readonly Setting[] => [
  ...Array.from({ length: 1 + random(2) }, () => pick(random, sharedBlocks)).flat(),
  ...Array.from({ length: 1 + random(2) }, () => ownSetting(random)),
];

const head = (apiVersion: string, kind: string, { name, folder }: Service): string =>
  `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: ${name}
  namespace: ${folder.split('/')[2]}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: ${folder.split('/')[2]}
`;

const times = (count: number, line: () => string): string => Array.from({ length: count }, line).join('');

const environment = (random: Random, indent: string): string =>
  settingsOf(random)
    .map(({ name, value }) => `${indent}- name: ${name}\n${indent}  value: "${value}"\n`)
    .join('');

const resources = (random: Random, indent: string): string =>
  `${indent}resources:
${indent}  requests: {cpu: ${50 * (1 + random(20))}m, memory: ${64 * (1 + random(16))}Mi}
${indent}  limits: {memory: ${64 * (2 + random(32))}Mi}
`;

function deployment(random: Random, service: Service, tag: string): string {
  const { name, image } = service;
  return `${head('apps/v1', 'Deployment', service)}  annotations:
    # read by the on-call rotation
    owner: ${pick(random, nouns)}-${pick(random, nouns)}@example.com
    checksum/config: ${hex(random, 64)}
spec:
  replicas: ${1 + random(9)}
  revisionHistoryLimit: ${2 + random(9)}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      serviceAccountName: ${name}
      securityContext: {runAsNonRoot: true, runAsUser: ${1000 + random(64000)}}
      containers:
        - name: ${name.split('-').at(-2)}
          image: ${image}:${tag}
          ports:
            - containerPort: ${3000 + random(6000)}
              name: http
          env:
${environment(random, '            ')}${resources(random, '          ')}          readinessProbe:
            httpGet: {path: /${pick(random, ['healthz', 'ready', 'status'])}, port: http}
            initialDelaySeconds: ${1 + random(30)}
`;
}

function cronJob(random: Random, service: Service): string {
  return `${head('batch/v1', 'CronJob', service)}spec:
  schedule: "${random(60)} ${random(24)} * * ${random(7)}"
  concurrencyPolicy: ${pick(random, ['Forbid', 'Replace', 'Allow'])}
  jobTemplate:
    spec:
      backoffLimit: ${random(6)}
      template:
        spec:
          restartPolicy: OnFailure
          containers:
            - name: ${pick(random, nouns)}
              image: registry.example.com/tools/${pick(random, nouns)}:${makeTag(random)}
              args: [--${pick(random, nouns)}, --${pick(random, nouns)}=${random(999)}, "${value(random)}"]
              env:
${environment(random, '                ')}${resources(random, '              ')}`;
}

function configMap(random: Random, service: Service): string {
  const data = settingsOf(random).map(({ name, value }) => `  ${name}: "${value}"\n`);
  const properties = settingsOf(random).map(
    ({ name, value }) => `    ${name.toLowerCase().replaceAll('_', '.')}=${value}\n`,
  );
  return `${head('v1', 'ConfigMap', service)}data:
${data.join('')}  application.properties: |
${properties.join('')}`;
}

function network(random: Random, service: Service): string {
  const host = `${service.name}.${pick(random, nouns)}.example.com`;
  return `${head('v1', 'Service', service)}spec:
  selector:
    app.kubernetes.io/name: ${service.name}
  ports:
    - {name: http, port: 80, targetPort: http}
---
${head('networking.k8s.io/v1', 'Ingress', service)}  annotations:
    cert-manager.io/cluster-issuer: ${pick(random, nouns)}
    nginx.ingress.kubernetes.io/proxy-body-size: ${1 + random(64)}m
spec:
  rules:
    - host: ${host}
      http:
        paths:
${times(1 + random(4), () => `          - path: /${pick(random, nouns)}/${pick(random, nouns)}\n            pathType: Prefix\n            backend: {service: {name: ${service.name}, port: {name: http}}}\n`)}  tls:
    - hosts: [${host}]
      secretName: ${pick(random, nouns)}-tls
`;
}

function scaling(random: Random, service: Service): string {
  return `${head('autoscaling/v2', 'HorizontalPodAutoscaler', service)}spec:
  minReplicas: ${1 + random(5)}
  maxReplicas: ${6 + random(40)}
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${service.name}}
  metrics:
    - type: Resource
      resource: {name: cpu, target: {type: Utilization, averageUtilization: ${40 + random(50)}}}
    - type: External
      external:
        metric: {name: ${pick(random, nouns)}_${pick(random, nouns)}_lag}
        target: {type: AverageValue, averageValue: "${random(5000)}"}
---
${head('policy/v1', 'PodDisruptionBudget', service)}spec:
  maxUnavailable: ${1 + random(4)}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${service.name}
`;
}
