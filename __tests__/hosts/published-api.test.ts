// The stand-ins hold requests, and their own answers, against what the hosts publish about their APIs.
import { anyApi, publishedApi } from '../../testing/published-api.ts';

const none = new URLSearchParams();
const commit =
  'mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }';
const input = {
  branch: { repositoryNameWithOwner: 'acme/config', branchName: 'main' },
  ...{ message: { headline: 'Deploy' }, expectedHeadOid: 'c0', fileChanges: { additions: [] } },
};

test.each([
  ['github', 'POST /pulls', { title: 'x', head: 'a', base: 'main', drft: true }, '"drft"'],
  ['github', 'POST /pulls', { title: 'x', head: 'a' }, '"base"'],
  ['github', 'PATCH /pulls/{pull_number}', { state: 'merged' }, '"open"'],
  ['azure', 'POST /pullrequests', { isDraft: 'yes' }, 'boolean'],
  ['gitea', 'POST /pulls/{index}/merge', { do: 'merge' }, '"do"'],
  ['gitlab', 'POST /merge_requests', { source_branch: 'a', target_branch: 'main' }, '"title"'],
  ['gitlab', 'DELETE /merge_requests/{iid}', {}, 'not known'],
] as const)('%s refuses %s with %j: %s', (host, operation, body, says) => {
  expect(publishedApi(host).requestFaults(operation, none, body).join()).toContain(says);
  expect(anyApi.requestFaults(operation, none, body)).toEqual([]);
});

test('a parameter of the query that nobody has described is refused', () => {
  const faults = publishedApi('github').requestFaults(
    'GET /pulls',
    new URLSearchParams('state=open&sha=c0'),
    {},
  );
  expect(faults).toEqual(['GET /pulls: sha is not known']);
});

test.each([
  ['github', 'GET /pulls', [{ number: 1, mergeable_state: 'clean' }], '"mergeable_state"'],
  ['github', 'PUT /pulls/{pull_number}/merge', { sha: 'c0', merged: 'yes', message: '' }, 'boolean'],
  ['azure', 'GET /pullrequests/{id}', { status: 'open' }, '"active"'],
  ['gitea', 'GET /pulls/{index}', { number: '1' }, 'number'],
  ['gitlab', 'GET /merge_requests/{iid}', { iid: 1, head: 'a' }, '"head"'],
] as const)('an answer of %s to %s does not fit: %j', (host, operation, data, says) => {
  expect(publishedApi(host).answered(operation, 200, data).faults.join()).toContain(says);
});

test('an answer gets what the description requires, and an answer of another status is none', () => {
  const api = publishedApi('github');
  const { data, faults } = api.answered('POST /issues/{issue_number}/labels', 200, [{ name: 'deploy' }]);
  expect([faults, data]).toEqual([[], [expect.objectContaining({ name: 'deploy', default: false })]]);
  expect(api.answered('POST /pulls', 200, {}).faults).toEqual(['POST /pulls is not answered by 200']);
});

test.each([
  ['a field that is not there', commit.replace('oid', 'id2'), input, 'Cannot query field "id2"'],
  ['an input that is not there', commit, { ...input, force: true }, '"force" is not defined'],
  ['an input that is missing', commit, { ...input, expectedHeadOid: undefined }, '"expectedHeadOid"'],
])('a mutation of GraphQL with %s is refused', (_, query, given, says) => {
  expect(publishedApi('github').graphqlRequestFaults(query, { input: given }).join()).toContain(says);
});

test('what is found for a mutation of GraphQL is of its types', () => {
  const api = publishedApi('github');
  const faultsOf = (oid: unknown) =>
    api.graphqlAnswerFaults({
      query: commit,
      variables: { input },
      found: { createCommitOnBranch: { commit: { oid } } },
    });
  expect([api.graphqlRequestFaults(commit, { input }), faultsOf('c0')]).toEqual([[], []]);
  expect(faultsOf(undefined).join()).toContain('non-nullable field Commit.oid');
});
