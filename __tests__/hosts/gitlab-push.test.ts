// What a push says of its merge request, and what the server says of it.
import { gitlabPushOptions, isForApi, pushedRequest } from '../../src/hosts/gitlab-push.ts';

const push = {
  base: 'main',
  title: 'Deploy',
  body: '',
  labels: [],
  assignees: [],
  isDraft: false,
  isAutoMerge: false,
};
const url = 'https://gitlab.acme.dev/acme/config/-/merge_requests/7';

test('an option is one line that fits into a packet, whatever the body is', () => {
  const body = `| a |\r\n| b |\n\u0000\u001b[31m${'ü€'.repeat(100_000)}`;
  const options = gitlabPushOptions({ ...push, body, title: 'x'.repeat(300) });
  expect(options.every((option) => Buffer.byteLength(option) < 65_000 && !/\p{Cc}/u.test(option))).toBe(true);
  expect(options[3]).toMatch(/^merge_request\.description=\| a \|\\n\| b \|\\n/);
  expect(options[2]).toBe(`merge_request.title=${'x'.repeat(252)}...`);
});

test('two letters that GitLab would make a line of are no line: what begins one may be a command', () => {
  const options = gitlabPushOptions({ ...push, body: 'fix\\n/approve\nC:\\\\new', title: 'a\\n/merge' });
  expect(options.slice(2)).toEqual([
    'merge_request.title=a\\\u200bn/merge',
    'merge_request.description=fix\\\u200bn/approve\\nC:\\\\\u200bnew',
  ]);
});

test('without a title, the one that the request has is left as it is', () => {
  const options = gitlabPushOptions({ ...push, title: undefined });
  expect(options.filter((option) => option.includes('title'))).toEqual([]);
});

test('both names of the merge by the host are sent', () => {
  const options = gitlabPushOptions({ ...push, isAutoMerge: true, isDraft: true, labels: ['a, b'] });
  expect(options.slice(4).map((option) => option.replace('merge_request.', ''))).toEqual([
    ...['label=a, b', 'draft', 'auto_merge', 'merge_when_pipeline_succeeds'],
  ]);
});

test.each([
  ['a request', `View merge request for deploys/web:\n  ${url}`, { is: 'open', url, number: 7 }],
  [
    'a request behind a warning',
    `WARNINGS:\nx\nView merge request for a:\n  ${url}\n`,
    { is: 'open', url, number: 7 },
  ],
  [
    'an offer',
    'To create a merge request for a, visit:\n  https://x/merge_requests/new?a',
    { is: 'refused' },
  ],
  [
    'an error',
    "Error encountered with push options 'merge_request.create': User is required",
    { is: 'refused' },
  ],
  [
    'an error beside the request that is open',
    `Error encountered with push options 'merge_request.create': no\nView merge request for a:\n  ${url}`,
    {
      ...{ is: 'open', url, number: 7 },
      problem: "Error encountered with push options 'merge_request.create': no",
    },
  ],
  ['nothing', '', { is: 'unsaid' }],
  [
    'no address of the web',
    'View merge request for a:\n  javascript:alert(1)/merge_requests/7',
    { is: 'unsaid' },
  ],
  ['no number', `View merge request for a:\n  ${url}${'9'.repeat(40)}`, { is: 'unsaid' }],
])('the server says %s', (_, remarks, request) => {
  expect(pushedRequest(remarks)).toEqual(request);
});

test.each([
  ['glpat-x', undefined, true],
  ['a-token-without-a-form', undefined, true],
  ['glcbt-64_x', undefined, false],
  ['acme-gldt-x', undefined, false],
  ['the-job', 'the-job', false],
  [undefined, undefined, false],
])('the token %s, in a job with %s, is for the API: %s', (token, jobToken, is) => {
  expect(isForApi(token, jobToken)).toBe(is);
});
