// How a request ends whose push options the server has not followed.
import type { LandRequest } from '../../src/change/config-repository.ts';
import type { ProposedBranch } from '../../src/proposals/proposed.ts';
import { PushedRepository } from '../../src/proposals/pushed-repository.ts';

const url = 'https://gitlab.acme.dev/acme/config/-/merge_requests/7';
const remote = `Error encountered with push options 'merge_request.create': no\nView merge request for a:\n  ${url}`;
const branch: ProposedBranch = {
  ...{ result: 'pushed', branch: 'a', commit: 'c'.repeat(40), attempts: 1, remote },
  ...{ inDoubt: undefined, doubt: undefined, unchanged: 'current', isOurs: true },
  ...{ base: 'main', baseCommit: 'b'.repeat(40) },
};
const request: LandRequest = {
  ...{ id: '1', dryRun: false, isSuperseded: () => false },
  ...{ author: { name: 'a', email: 'a@x' }, committer: { name: 'a', email: 'a@x' } },
  prepare: async () => undefined,
};

/** Lands on a server that says so, and gives the warnings. */
async function land(isAutoMerge: boolean) {
  const warnings: string[] = [];
  const repository = new PushedRepository({
    place: { nameOf: () => 'a', trailer: 'x', pushOptionsOf: () => [], agit: undefined },
    repository: { propose: async () => branch, snapshot: () => Promise.reject(new Error('not read here')) },
    isAutoMerge,
    log: () => undefined,
    warn: (line) => void warnings.push(line),
  });
  return { result: await repository.land('main', request), warnings };
}

test('a request that was not brought up to date is proposed, with a warning', async () => {
  const { result, warnings } = await land(false);
  expect(result).toMatchObject({ result: 'proposed', request: { url, number: 7 } });
  expect(warnings).toEqual([expect.stringContaining("'merge_request.create': no")]);
});

test('a merge by the host that was not set up is an error, and the commit is known', async () => {
  await expect(land(true)).rejects.toMatchObject({
    code: 'push-refused',
    message: expect.stringContaining(url),
  });
});
