import { edit, refusal, targetOf } from '../support.ts';

const next = targetOf('ghcr.io/acme/api:v2');
const bare = 'ghcr.io/acme/api';

it.each<[string, string, string | undefined]>([
  ['a container', `spec:\n  containers:\n  - image: ${bare}`, undefined],
  ['an init container', `spec: {initContainers: [{name: a, image: ${bare}}]}`, undefined],
  ["a chart's list of containers", `sidecars:\n- name: a\n  image: ${bare}`, undefined],
  [
    'a container of a custom resource',
    `apiVersion: a/v1\nkind: Runner\nspec: {image: ${bare}, env: []}`,
    undefined,
  ],
  [
    "a container of Argo's workflow",
    `apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {templates: [{name: a, container: {image: ${bare}}}]}`,
    undefined,
  ],
  [
    "a script of Argo's workflow",
    `apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {templates: [{script: {image: ${bare}, source: x}}]}`,
    undefined,
  ],
  ['a step of Tekton', `apiVersion: tekton.dev/v1\nkind: Task\nspec: {steps: [{image: ${bare}}]}`, undefined],
  ['a service of docker-compose', `services:\n  api:\n    image: ${bare}`, undefined],
  [
    'a service of docker-compose by its file',
    `name: x\nservices: {api: {image: ${bare}}}`,
    'deploy/compose.prod.yaml',
  ],
  ['a fragment of docker-compose', `x-api: &api {image: ${bare}}\nservices: {api: *api}`, undefined],
  ['an old file of docker-compose', `api:\n  image: ${bare}\n  links: [db]`, undefined],
  ["GitLab's default image", `image: ${bare}\nstages: [a]`, undefined],
  ["a job of GitLab's", `job:\n  image: ${bare}\n  script: [make]`, undefined],
  ["a service of GitHub's", `jobs: {a: {services: {db: {image: ${bare}}}}}`, '.github/workflows/a.yaml'],
  ['an image of CircleCI', `jobs: {a: {docker: [{image: ${bare}}]}}`, '.circleci/config.yml'],
  ['a step of Drone', `steps:\n- name: a\n  image: ${bare}`, '.drone.yml'],
  ['an action in a container', `jobs: {a: {steps: [{uses: "docker://${bare}"}]}}`, undefined],
  [
    'a patch of a container',
    `- {op: replace, path: /spec/template/spec/containers/0/image, value: ${bare}}`,
    undefined,
  ],
  [
    "an entry of kustomize's",
    `kind: Application\nspec: {source: {kustomize: {images: ["${bare}"]}}}`,
    undefined,
  ],
])('adds a tag to the whole reference of %s', (_what, text, path) => {
  expect(edit(`${text}\n`, next, path).after).toBe(`${text}\n`.replace(bare, `${bare}:v2`));
});

it.each<[string, string]>([
  ['a map of values', `kubecostFrontend:\n  image: ${bare}\nimageVersion: prod-1.0`],
  ['a name of values', `typha: {imageName: ${bare}}`],
  ['a key with a stem', `controllerImage: ${bare}`],
  ['the root of values', `image: ${bare}\nreplicas: 1`],
  ['services of values', `services: {api: {image: ${bare}}}\nglobal: {domain: x}`],
  [
    'values of a HelmRelease',
    `apiVersion: a/v1\nkind: HelmRelease\nspec: {values: {api: {image: ${bare}, env: []}}}`,
  ],
  [
    'values in a block',
    `apiVersion: a/v1\nkind: Application\nspec:\n  helm:\n    values: |\n      api:\n        image: ${bare}\n        env: {}`,
  ],
  ['a custom resource without a container', `apiVersion: a/v1\nkind: Prometheus\nspec: {image: ${bare}}`],
  ['a list of names', `images: ["${bare}"]`],
  ['a patch of something else', `- {op: replace, path: /spec/values/image, value: ${bare}}`],
])('does not guess where the tag of %s is', (_what, text) => {
  const error = refusal(`${text}\n`, next);
  expect(error).toMatchObject({ code: 'not-editable', exitCode: 3 });
  expect(error.message).toContain('has no tag, and what reads it may append one');
  expect(error.remedy).toContain('"create"');
  const { after } = edit(`${text}\n`, targetOf('ghcr.io/acme/api:v2', { create: true }));
  expect(after).toBe(`${text}\n`.replace(bare, `${bare}:v2`));
});

it('names the tags that stand near', () => {
  const text = `kubecostFrontend:\n  image: ${bare}\nimageVersion: prod-1.0\nother: {tag: x}\n`;
  const { message, remedy } = refusal(text, next);
  expect(message).toContain('app.yaml:3 set: imageVersion={tag}');
  expect(message).toContain('app.yaml:4 set: other.tag={tag}');
  expect(remedy).toContain('copy the "set" line of its tag');
});

it('leaves one such place beside others, and says so', () => {
  const text = `a: {image: "${bare}:v1"}\nb: {image: ${bare}}\n`;
  const { after, notes } = edit(text, next);
  expect(after).toBe(text.replace('v1', 'v2'));
  expect(notes.join()).toContain('app.yaml:2 has no tag');
});

it('gives such a place another name alone', () => {
  expect(edit(`controllerImage: ${bare}\n`, targetOf(`${bare}=quay.io/acme/api`)).after).toBe(
    'controllerImage: quay.io/acme/api\n',
  );
});
