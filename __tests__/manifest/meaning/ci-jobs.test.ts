import { edit, refusal, targetOf } from '../support.ts';

const next = targetOf('ghcr.io/acme/api:v2');
const bare = 'ghcr.io/acme/api';

const places: readonly [string, string, string | undefined][] = [
  [
    "a job's image with its name in a map",
    `b: {image: {name: ${bare}, entrypoint: [""]}, script: [x]}`,
    undefined,
  ],
  ["GitLab's default image in a map", `image: {name: ${bare}}`, '.gitlab-ci.yml'],
  ["a service of GitLab's", `b: {services: [${bare}], script: [x]}`, undefined],
  [
    "a service of GitLab's with another name",
    `b: {services: [{name: ${bare}, alias: db}], script: [x]}`,
    undefined,
  ],
  [
    "a step of Bitbucket's",
    `pipelines: {default: [{step: {image: {name: ${bare}}}}]}`,
    'bitbucket-pipelines.yml',
  ],
  ["a container of GitHub's", `jobs: {a: {container: ${bare}, steps: [{run: x}]}}`, undefined],
  [
    "a container of GitHub's in a map",
    `jobs: {a: {container: {image: ${bare}}, steps: [{run: x}]}}`,
    undefined,
  ],
  ["a service of GitHub's", `jobs: {a: {services: {db: {image: ${bare}}}, runs-on: x}}`, undefined],
];

it.each(places)('The tag of %s stands in its reference, and is added there', (_what, text, path) => {
  for (const create of [false, true]) {
    const { after } = edit(`${text}\n`, targetOf('ghcr.io/acme/api:v2', { create }), path);
    expect(after).toBe(`${text}\n`.replace(bare, `${bare}:v2`));
  }
});

it.each(places)('The tag of %s changes', (_what, text, path) => {
  const before = `${text}\n`.replace(bare, `"${bare}:v1"`);
  expect(edit(before, next, path).after).toBe(before.replace('v1', 'v2'));
});

it.each([
  ['a name in the values of a chart', `image: {name: ${bare}}\nreplicas: 1\n`],
  ['a service that a chart lists', `services: [${bare}, web]\n`],
  ['a container that is only a name', `container: ${bare}\n`],
])('It is not added to %s', (_what, text) => {
  expect(['not-editable', 'image-not-found']).toContain(refusal(text, next).code);
});

it.each([
  ['an annotation', `metadata: {annotations: {image: "${bare}:v1"}}`],
  ['a label', `spec: {template: {metadata: {labels: {imageTag: v1, imageRepository: x}}}}`],
  ['a variable of a workflow', `env: {image: "${bare}:v1"}`],
  ['a variable of a container', `environment: {image: "${bare}:v1"}`],
])('What is only %s stays as it is', (_what, text) => {
  const before = `${text}\nspec: {containers: [{image: "${bare}:v1"}]}\n`.replace('spec: {t', 'x: {t');
  const { after, changes } = edit(before, next);
  expect(changes.map(({ line }) => line)).toEqual([2]);
  expect(after.split('\n')[0]).toBe(before.split('\n')[0]);
});
