// Rows of the inputs that say whether a change is proposed, and what its request looks like.
import type { GitHubRequestsServer } from '../../../testing/github-requests.ts';
import type { MakeRows, Row } from './row.ts';

export const proposalNames = [
  'mode',
  'commit-through',
  'pull-request-branch',
  'pull-request-title',
  'pull-request-body',
  'pull-request-labels',
  'pull-request-reviewers',
  'pull-request-assignees',
  'pull-request-draft',
  'pull-request-merge',
  'api-token',
  'api-url',
  'host-type',
] as const;

type Look = (github: GitHubRequestsServer) => unknown;

export const proposalRows: MakeRows = ({ server, githubRequests: github }) => {
  const all = {
    repository: `http://127.0.0.1:${server.port}/acme/config.git`,
    token: 'S3cretToken',
    mode: 'pull-request',
    'api-url': github.url,
    'host-type': 'github',
  };
  const prepare = () => {
    github.requests.length = 0;
    github.tokens.length = 0;
    github.calls.length = 0;
  };
  const row = (value: string, look: Look, given: unknown, absent: unknown): Row => ({
    ...{ value, beside: all, prepare, look: () => look(github), given, absent },
  });
  const shared = (value: string, look: Look, given: unknown, absent: unknown): Row => ({
    ...row(value, look, given, absent),
    withOthers: true,
  });
  const count: Look = ({ requests }) => requests.length;
  return {
    mode: row('pull-request', count, 1, 0),
    'commit-through': row('api', ({ calls }) => calls.includes('POST /git/commits'), true, false),
    'pull-request-branch': shared(
      'deploys/{name}',
      ({ requests }) => requests[0]?.head === 'deploys/web',
      true,
      false,
    ),
    'pull-request-title': shared(
      'Take {tag}',
      ({ requests }) => requests[0]?.title === 'Take v2',
      true,
      false,
    ),
    'pull-request-body': shared('For {tag}', ({ requests }) => requests[0]?.body === 'For v2', true, false),
    'pull-request-labels': shared('deploy', ({ requests }) => requests[0]?.labels, ['deploy'], []),
    'pull-request-reviewers': shared('jo', ({ requests }) => requests[0]?.reviewers, ['jo'], []),
    'pull-request-assignees': shared('kim', ({ requests }) => requests[0]?.assignees, ['kim'], []),
    'pull-request-draft': shared('true', ({ requests }) => requests[0]?.draft, true, false),
    'pull-request-merge': row('now', ({ requests }) => requests[0]?.state, 'closed', 'open'),
    'api-token': shared(
      'An0therToken',
      ({ tokens }) => [...new Set(tokens)],
      ['An0therToken'],
      ['S3cretToken'],
    ),
    'api-url': row(github.url, count, 1, 0),
    'host-type': row('github', count, 1, 0),
  };
};
