// An auto-merge of GitLab that is on already, of this commit or of the one before.
import { openGitLabRequests } from '../../src/hosts/gitlab-requests.ts';
import type { FetchFunction } from '../../src/http/fetch.ts';
import { parseRemoteUrl } from '../../src/remote/url.ts';

const commit = 'a'.repeat(40);
const request = {
  number: 7,
  ...{ url: 'https://gitlab.acme.dev/x', id: '107', commit, title: '', body: '' },
  ...{ labels: [], assignees: [], reviewers: [] },
};

/** Gives the answers in turn: to the look before, to the merge, to the look after. */
async function mergeWith(...answers: (readonly [status: number, body: unknown])[]) {
  const asked: string[] = [];
  const fetch: FetchFunction = async (url, init) => {
    const [status, body] = answers[asked.length] ?? [500, ''];
    asked.push(init?.method ?? 'GET');
    const entries: [string, string][] = [['content-type', 'application/json']];
    const text = JSON.stringify(body);
    return {
      ...{ ok: status < 300, status, statusText: '', url: String(url) },
      headers: {
        get: () => null,
        entries: () => entries,
        [Symbol.iterator]: () => entries[Symbol.iterator](),
      },
      arrayBuffer: async () => new Uint8Array(Buffer.from(text)).buffer,
      json: async () => body,
      text: async () => text,
    };
  };
  const requests = openGitLabRequests({
    ...{
      apiUrl: 'https://gitlab.acme.dev/api/v4',
      graphqlUrl: undefined,
      userAgent: 'test',
      username: undefined,
      fetch,
    },
    url: parseRemoteUrl('https://gitlab.acme.dev/acme/config.git'),
    ...{ token: async () => 'S3cret', signal: new AbortController().signal, now: () => 0 },
  });
  return { answer: await requests.followUp.merge(request, commit, 'auto'), asked };
}

const waiting = (isOn: boolean) => ({
  ...{ state: 'opened', sha: commit, detailed_merge_status: 'ci_still_running' },
  merge_when_pipeline_succeeds: isOn,
});
const refusal = { message: '405 Method Not Allowed' };

test.each([
  ['it is asked for again', [200, waiting(true)], undefined, 'queued', ['GET', 'PUT']],
  ['one that is on stays on', [405, refusal], [200, waiting(true)], 'queued', ['GET', 'PUT', 'GET']],
  ['one that went off is none', [405, refusal], [200, waiting(false)], 'not-yet', ['GET', 'PUT', 'GET']],
  [
    'one of another commit is none',
    [405, refusal],
    [200, { ...waiting(true), sha: 'b'.repeat(40) }],
    'not-yet',
    ['GET', 'PUT', 'GET'],
  ],
] as const)('an auto-merge that is on is not taken for ours: %s', async (_, put, after, is, asked) => {
  const ended = await mergeWith([200, waiting(true)], put, ...(after === undefined ? [] : [after]));
  expect([ended.answer.is, ended.asked]).toEqual([is, asked]);
});

test.each([
  ['before it is asked', [[200, { ...waiting(false), state: 'locked' }]], ['GET']],
  [
    'once it is asked',
    [
      [200, waiting(false)],
      [200, { ...waiting(false), state: 'locked' }],
    ],
    ['GET', 'PUT'],
  ],
] as const)('a merge that has begun is said to be one: %s', async (_, answers, asked) => {
  const ended = await mergeWith(...answers);
  expect(ended).toEqual({ answer: { is: 'merging', why: 'its merge is under way' }, asked });
});

test('a refusal without an auto-merge is no success', async () => {
  const ended = await mergeWith([200, waiting(false)], [405, refusal]);
  expect([ended.answer.is, ended.asked]).toEqual(['not-yet', ['GET', 'PUT']]);
});
