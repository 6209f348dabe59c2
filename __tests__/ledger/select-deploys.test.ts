import { deploysOf } from '../../src/ledger/read-deploys.ts';
import { selectDeploys } from '../../src/ledger/select-deploys.ts';

const commit = (id: string, date: number, image: string, target: string, environment = 'prod') => ({
  id,
  date,
  author: { name: 'Jo' },
  message: `Deploy\n\nDeploy-Environment: ${environment}\nDeploy-Target: ${target}\nDeploy-Image: ${image}\nDeploy-Id: ${id}\n`,
});
const commits = [
  { id: 'e', date: 5, author: { name: 'Jo' }, message: 'Fix a typo\n' },
  commit('d', 4, 'acme/web:v3', '*'),
  commit('c', 3, 'acme/web:v2', 'b.yaml#acme/web', 'dev'),
  commit('b', 2, 'acme/api:v2, acme/web:v2', 'a.yaml#acme/web'),
  commit('a', 1, 'docker.io/acme/web:v1', 'a.yaml#acme/web'),
];
const all = { isFile: undefined, images: [], environment: undefined, since: undefined };
const image = (tag: string | undefined) => [{ name: 'acme/web', tag, digest: undefined }];

test.each<[string, Partial<Parameters<typeof selectDeploys>[1]>, string]>([
  ['without a wish, all deploys are given, the newest first', {}, 'dcba'],
  [
    'by file, those that name it, and those that do not name all',
    { isFile: (path) => path === 'a.yaml' },
    'dba',
  ],
  ['by name, in any spelling', { images: image(undefined) }, 'dcba'],
  ['by name and tag', { images: image('v2') }, 'cb'],
  ['by environment', { environment: 'dev' }, 'c'],
  ['since a time', { since: 3 }, 'dc'],
])('%s', (_, wish, ids) => {
  expect(
    selectDeploys(deploysOf(commits), { ...all, ...wish })
      .map(({ id }) => id)
      .join(''),
  ).toBe(ids);
});
