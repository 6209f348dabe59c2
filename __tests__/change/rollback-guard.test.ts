import type { RollbackPlan } from '../../src/change/edit-plan.ts';
import { isChangedByHand } from '../../src/change/rollback-errors.ts';
import { overtaken, overtakenBy, refuseDeployedSince } from '../../src/change/rollback-guard.ts';
import { branchHistory } from '../../src/ledger/branch-history.ts';
import { type BranchCommit, readDeploys } from '../../src/ledger/read-deploys.ts';
import { everyPlace } from '../../src/manifest/target.ts';
import { digest } from '../../testing/digest.ts';

const commit = (id: string, parent: string, message: string): BranchCommit => ({
  ...{ id, message, author: { name: 'Jo' }, date: 1, parents: [parent] },
});
const deploy = (tag: string, ...more: readonly string[]): string =>
  [
    'x',
    '',
    ...more,
    'Deploy-Target: a.yaml#acme/web',
    `Deploy-Image: acme/web:${tag}`,
    `Deploy-Id: ${tag}`,
  ].join('\n');
const request = { key: 'Deploy-Request', value: '0123456789' };
const plan: RollbackPlan = {
  ...{ reverts: [], decidedAt: 'a2', parts: [] },
  found: [{ file: 'a.yaml', image: { name: 'acme/web', tag: 'v2', digest: undefined }, count: 1 }],
  hold: { isOfAll: false, references: [], orders: [], reason: undefined },
  own: undefined,
};
const base = commit('a2', 'a1', deploy('v2'));
const proposed = commit('d3', 'a2', deploy('v3', 'Deploy-Request: fedcba9876'));
const ours = commit('d1', 'a2', deploy('v1', 'Deploy-Request: 0123456789', 'Deploy-Hold: acme/web:v2'));

test.each<[string, readonly BranchCommit[], string, string, string | undefined]>([
  ['nothing', [base], 'a2', 'v2', undefined],
  ['a proposal that is not merged', [base, proposed], 'a2', 'v2', undefined],
  ['an earlier proposal of the same rollback', [base, ours], 'd1', 'v1', undefined],
  [
    'a deploy',
    [base, commit('a3', 'a2', deploy('v3'))],
    'a3',
    'v3',
    'Jo has deployed acme/web:v3 meanwhile, with commit a3',
  ],
  [
    'a newer deploy by the same request',
    [base, commit('a3', 'a2', deploy('v3', 'Deploy-Request: 0123456789'))],
    'a3',
    'v3',
    'Jo has deployed acme/web:v3 meanwhile, with commit a3',
  ],
  [
    'a deploy that the same request proposes, on a branch that stays',
    [base, commit('p3', 'a2', deploy('v3', 'Deploy-Request: 0123456789'))],
    'p3',
    'v3',
    undefined,
  ],
  ['an edit by hand', [base, commit('a3', 'a2', 'x')], 'a3', 'v3', 'somebody has changed a.yaml meanwhile'],
  [
    'a deploy of another file',
    [base, commit('a3', 'a2', deploy('v3').replace('a.yaml', 'b.yaml'))],
    'a3',
    'v2',
    undefined,
  ],
])('%s since the rollback was decided on', (_, commits, tip, tag, expected) => {
  const text = `kind: Pod\nspec: {containers: [{name: web, image: "acme/web:${tag}"}]}\n`;
  const files = [{ path: 'a.yaml', bytes: new TextEncoder().encode(text) }];
  const state = { commit: tip, proposed: ['p3'] };
  const newer = overtakenBy(plan, commits, state, files, everyPlace, [request]);
  expect(newer && overtaken(newer).message).toEqual(expected && expect.stringContaining(expected));
});

/** It changes more than 50 places. */
const cut = (name: string): string =>
  deploy('v3', 'Deploy-Target: *').replace('a.yaml', 'b.yaml').replaceAll('acme/web', name);
const mark = deploy('v2', 'Deploy-Hold: acme/web:v2').replace(/^Deploy-Image.*\n/m, '');

test.each<[string, readonly BranchCommit[], string | undefined]>([
  ['nothing', [base], undefined],
  ['an edit by hand', [commit('a3', 'a2', 'x'), base], undefined],
  ['a hold alone', [commit('a3', 'a2', mark), base], undefined],
  [
    'a deploy of another image of the file',
    [commit('a3', 'a2', deploy('v3').replaceAll('acme/web', 'acme/api')), base],
    undefined,
  ],
  [
    'a deploy of another image to more places than it lists',
    [commit('a3', 'a2', cut('acme/api')), base],
    undefined,
  ],
  [
    'a deploy of the image to more places than it lists',
    [commit('a3', 'a2', cut('acme/web')), base],
    'Jo has deployed acme/web:v3 meanwhile',
  ],
  ['a deploy of the same value', [commit('a3', 'a2', deploy('v2')), base], 'Jo has deployed acme/web:v2'],
  [
    'a deploy, and an edit by hand behind it',
    [commit('a4', 'a3', 'x'), commit('a3', 'a2', deploy('v3')), base],
    'Jo has deployed acme/web:v3 meanwhile, with commit a3',
  ],
  ['a branch that was made anew', [commit('a9', 'a8', 'x')], 'the branch holds commit a2 no longer'],
])('%s since a run has deployed itself', (_, commits, expected) => {
  const own = { commit: 'a2', places: [{ file: 'a.yaml', what: 'acme/web' }] };
  const look = () => refuseDeployedSince(own, branchHistory(commits, true));
  if (expected === undefined) expect(look).not.toThrow();
  else expect(look).toThrow(`Cannot roll back "acme/web": ${expected}`);
});

const [d1, d2, d9] = [digest('1'), digest('2'), digest('9')];

test.each<[string, string, string | undefined, string | undefined, boolean]>([
  ['the digest alone, as it was deployed', `v2@${d2}`, undefined, d2, false],
  ['the digest alone, and another one', `v2@${d2}`, undefined, d9, true],
  ['both, as they were deployed', `v2@${d2}`, 'v2', d2, false],
  ['the tag alone, as it was deployed', 'v2', 'v2', undefined, false],
  ['the tag alone, and another one', 'v2', 'v9', undefined, true],
  ['the deployed tag with a digest', 'v2', 'v2', d9, true],
  ['what stood there before', 'v2', 'v1', d1, false],
])('a place that holds %s', (_, deployed, tag, held, expected) => {
  const [last] = readDeploys(commit('a2', 'a1', deploy(deployed)));
  if (last === undefined) throw new Error('the message holds no deploy');
  const at = (image: { tag: string | undefined; digest: string | undefined }) => ({
    ...{ file: 'a.yaml', image: { name: 'acme/web', ...image }, count: 1 },
  });
  expect(isChangedByHand(at({ tag, digest: held }), at({ tag: 'v1', digest: d1 }), last)).toBe(expected);
});
