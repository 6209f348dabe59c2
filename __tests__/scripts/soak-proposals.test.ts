// The checker of the soak's proposals bites: each breach is seen, and what people may do is none.
import { readFacts } from '../../scripts/soak/proposal-facts.ts';
import {
  brokenProposals,
  type ProposalFacts,
  type ProposedRun,
  type SeenRequest,
} from '../../scripts/soak/proposal-rules.ts';
import { createBareRepository } from '../../testing/bare-repository.ts';
import type { HeldRequest } from '../../testing/github-pull.ts';

const run = (number: number, result: string, more: Partial<ProposedRun> = {}): ProposedRun => ({
  ...{ jobUrl: `https://ci/${number}`, number, result, output: '', pullRequestNumber: 1 },
  ...more,
});
const request = (more: Partial<SeenRequest> = {}): SeenRequest => ({
  ...{ number: 1, head: 'gitops-deploy/web-1', state: 'open', title: 'Deploy web v3' },
  ...more,
});
/** Run 3 has proposed, and its request is open. */
const facts: ProposalFacts = {
  name: 'web',
  runs: [run(2, 'proposed'), run(3, 'proposed')],
  requests: [request()],
  closedByPeople: [],
  baseNumber: 1,
  openNumber: 3,
  baseCommits: ['aaa'],
  baseIds: ['x', 'y'],
  lostWork: [],
  secrets: ['s3cret/token+'],
};
const gone = { requests: [request({ state: 'closed' })], openNumber: undefined };

test.each<[string, Partial<ProposalFacts>]>([
  ['the open request holds what the newest run has', {}],
  [
    'a run that was killed has pushed, and had no time for the title',
    { runs: [run(3, 'proposed'), run(4, 'killed')], openNumber: 4 },
  ],
  [
    'a run that was killed has written its title after that of a newer one, and could not look again',
    { runs: [run(2, 'killed'), run(3, 'proposed')], requests: [request({ title: 'Deploy web v2' })] },
  ],
  [
    'people have closed the request of a newer run, and taken its branch away',
    {
      runs: [run(3, 'proposed', { pullRequestNumber: 2 }), run(4, 'proposed')],
      requests: [request({ state: 'closed' }), request({ number: 2 })],
      closedByPeople: [1],
    },
  ],
  ['people have closed the request', { ...gone, closedByPeople: [1] }],
  ['the base has the value', { ...gone, baseNumber: 3 }],
  ['nobody has proposed anything', { ...gone, requests: [], runs: [run(2, 'failed')] }],
  ['a run has merged', { ...gone, baseNumber: 3, runs: [run(3, 'merged', { commit: 'aaa' })] }],
])('nothing is broken where %s', (_, more) => {
  expect(brokenProposals({ ...facts, ...more })).toEqual([]);
});

test.each<[string, Partial<ProposalFacts>, string]>([
  [
    'two requests are open',
    { requests: [request(), request({ number: 2, head: 'gitops-deploy/web-1' })] },
    'web has 2 open requests',
  ],
  [
    'a target has two branches',
    { requests: [request(), request({ number: 2, head: 'gitops-deploy/web-2', state: 'closed' })] },
    'web has the branches gitops-deploy/web-1, gitops-deploy/web-2',
  ],
  [
    'an older run has replaced a newer one',
    { openNumber: 2, requests: [request({ title: 'Deploy web v2' })] },
    'request 1 of web holds v2, and not v3 of https://ci/3',
  ],
  [
    'an older run has replaced a newer one whose request was closed, and by nobody',
    {
      runs: [run(3, 'proposed', { pullRequestNumber: 2 }), run(4, 'proposed')],
      requests: [request({ state: 'closed' }), request({ number: 2 })],
    },
    'request 2 of web holds v3, and not v4 of https://ci/4',
  ],
  [
    'a request says another tag than it has',
    { requests: [request({ title: 'Deploy web v2' })] },
    'says "Deploy web v2"',
  ],
  [
    'a superseded run has opened a request in its own words',
    {
      runs: [run(2, 'superseded'), run(3, 'proposed')],
      requests: [request({ title: 'Deploy web v2' })],
    },
    'says "Deploy web v2"',
  ],
  ['a request says what no run has', { requests: [request({ title: 'A title' })] }, 'says "A title"'],
  [
    'a request holds what a superseded run has',
    { runs: [run(2, 'proposed'), run(3, 'superseded')] },
    'holds v3 of https://ci/3, which was superseded',
  ],
  ['a request is open that nobody needs', { baseNumber: 3 }, 'holds v3, and the base v3'],
  ['a request is closed, and nobody knows why', gone, 'https://ci/3 is lost'],
  ['people have merged what was there before', { ...gone, baseNumber: 2 }, 'https://ci/3 is lost'],
  [
    'a run says no request',
    { ...gone, runs: [run(3, 'proposed', { pullRequestNumber: 7 })] },
    'https://ci/3 is lost',
  ],
  [
    'a merge is not on the base',
    { ...gone, baseNumber: 3, runs: [run(3, 'merged', { commit: 'bbb' })] },
    'https://ci/3 is not merged',
  ],
  ['a commit has landed twice', { baseIds: ['x', 'y', 'x'] }, 'Deploy-Id x is there twice'],
  ['the work of somebody is gone', { lostWork: ['ccc'] }, 'ccc of somebody else is on no branch any more'],
  [
    'a secret is printed',
    { runs: [run(3, 'proposed', { output: 'as s3cret/token+ says' })] },
    'https://ci/3 printed a secret, raw',
  ],
])('it is seen where %s', (_, more, says) => {
  expect(brokenProposals({ ...facts, ...more })).toEqual([expect.stringContaining(says)]);
});

test('what is there is read from git: a branch of people that was rewritten is seen', async () => {
  const files = { 'web.yaml': 'image: acme/web:v1\n' };
  const repository = await createBareRepository({ files, branch: 'main' });
  const head = 'gitops-deploy/web-1';
  await repository.git('branch', head, 'main');
  const theirs = await repository.commit({ 'notes.md': 'x\n' }, 'A note', head);
  const ours = await repository.commit({ 'web.yaml': 'image: acme/web:v3\n' }, 'Deploy web v3', head);
  const held: HeldRequest = {
    ...{ number: 1, head, base: 'main', title: 'Deploy web v3', body: '', state: 'open', draft: false },
    ...{ mergeCommit: undefined, autoMerge: false },
    ...{ labels: [], assignees: [], reviewers: [], teams: [], comments: [] },
  };
  const known = {
    name: 'web',
    file: 'web.yaml',
    runs: facts.runs,
    closedByPeople: [],
    work: [theirs],
    secrets: [],
  };
  const before = await readFacts(repository, { requests: [held] }, known);
  expect(before).toMatchObject({ openNumber: 3, baseNumber: 1, requests: [request()], lostWork: [] });
  expect(brokenProposals(before)).toEqual([]);
  await repository.git('update-ref', `refs/heads/${head}`, 'main', ours);
  const after = await readFacts(repository, { requests: [held] }, known);
  expect(brokenProposals(after)).toContain(`${theirs} of somebody else is on no branch any more`);
  await repository.remove();
});
