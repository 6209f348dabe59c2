import { newerDeploy } from '../../src/ledger/newer-deploy.ts';

const web = [{ file: 'a.yaml', what: 'acme/web' }];
const commit = (order: string, target = 'a.yaml#acme/web') => ({
  id: order,
  author: { name: 'Jo' },
  date: 0,
  message: `Deploy\n\nDeploy-Order: ${order}\nDeploy-Target: ${target}\nDeploy-Id: ${order}\n`,
});
/** A deploy to more places than its commit lists. */
const many = (image: string) => {
  const deploy = commit('web 8', '*');
  return { ...deploy, message: deploy.message.replace('Deploy-Id', `Deploy-Image: ${image}\nDeploy-Id`) };
};

test.each<[string, ReturnType<typeof commit>[], string | undefined]>([
  ['a later run of the same place', [commit('web 8')], 'web 8'],
  [
    'the latest of several, whatever their order',
    [commit('web 8'), commit('web 9'), commit('web 3')],
    'web 9',
  ],
  ['a later run of some place among many', [commit('web 8', '*')], 'web 8'],
  ['a later run that put the image to many places', [many('acme/web:2')], 'web 8'],
  ['a later run that put another image to many places', [many('acme/api:2')], undefined],
  ['nothing', [], undefined],
  ['an earlier run', [commit('web 6')], undefined],
  ['the run itself', [commit('web 7')], undefined],
  ['a later run of another pipeline', [commit('api 8')], undefined],
  ['a later run of another file', [commit('web 8', 'b.yaml#acme/web')], undefined],
  ['a later run of another image', [commit('web 8', 'a.yaml#acme/api')], undefined],
  ['an order that is none', [commit('web')], undefined],
])('run 7 meets %s', (_, commits, expected) => {
  expect(newerDeploy(commits, { scope: 'web', number: 7 }, web)?.id).toBe(expected);
});
