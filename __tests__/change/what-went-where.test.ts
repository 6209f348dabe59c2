import { noEdit, type Summary, summarize } from '../../src/change/summary.ts';
import { headlineOf } from '../../src/change/what-went-where.ts';
import { target } from '../../testing/edit-check.ts';

const summary: Summary = {
  ...summarize(noEdit, target({ images: [{ to: { name: 'acme/vehicles', tag: 'a6b469c' } }] })),
  saidNamespace: 'prod',
};

test.each<[string, Partial<Summary>, string]>([
  ['an image and a namespace', {}, 'vehicles a6b469c to prod'],
  ['no namespace', { saidNamespace: '' }, 'vehicles a6b469c'],
  ['a folder', { saidNamespace: '', folder: 'apps/prod' }, 'vehicles a6b469c (apps/prod)'],
  ['a digest alone', { tag: '', digest: 'sha256:c0ffee' }, 'vehicles sha256:c0ffee to prod'],
  [
    'a field',
    { reference: '', what: 'spec.replicas of Deployment web', tag: '3' },
    'spec.replicas of Deployment web to 3 in prod',
  ],
  ['a rollback', { purpose: 'rollback', tag: 'v1' }, 'vehicles back to v1 in prod'],
  ['a rollback to what is not known', { purpose: 'rollback', tag: '' }, 'rollback of vehicles in prod'],
  ['nothing', { what: '', saidNamespace: '' }, ''],
])('the headline of %s has what is known', (_, changed, line) => {
  expect(headlineOf({ ...summary, ...changed })).toBe(line);
});
