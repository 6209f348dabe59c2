// Many writers whose commits the host makes, through a stand-in for GitHub's API that loses answers.
import { type Scene, setScene } from '../../testing/fault-scene.ts';
import { type GitHubRequestsServer, startGitHubRequests } from '../../testing/github-requests.ts';

let scene: Scene;
let github: GitHubRequestsServer;
afterEach(() => Promise.all([github.close(), scene.close()]));

const writers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const text = (count: number, tag: string): string =>
  writers(count)
    .map((index) => `- image: acme/app-${index}:${tag}\n`)
    .join('');

test.each([
  { count: 20, what: 'in one request', mode: '100644', mutation: 'POST createCommitOnBranch' },
  { count: 20, what: 'of objects', mode: '100755', mutation: 'POST updateRefs' },
])(
  '$count writers through the API all land once, $what, although answers are lost',
  async ({ count, mode, mutation }) => {
    scene = await setScene({ files: { 'apps.yaml': { mode, content: text(count, 'v1') } } });
    github = await startGitHubRequests(scene.server.repository);
    const answers = ['lost', 'usual', 'failed', { status: 503, body: { message: 'Unavailable' } }] as const;
    github.plan(mutation, ...Array.from({ length: 6 }, () => answers).flat());
    const api = { 'commit-through': 'api', 'api-url': github.url, 'host-type': 'github', timeout: '360s' };
    const repository = scene.proxy.url.replace(/\/config\.git$/, '/acme/config.git');
    const runs = await Promise.all(
      writers(count).map((index) => {
        const own = { file: 'apps.yaml', image: `acme/app-${index}:v2` };
        return scene.deploy({ repository, ...own, ...api });
      }),
    );
    expect(runs.map(({ result }) => result)).toEqual(writers(count).map(() => 'pushed'));
    expect(await scene.server.repository.log()).toHaveLength(count + 1);
    expect(await scene.server.repository.show('apps.yaml')).toBe(text(count, 'v2'));
    expect(new Set(runs.map(({ commit }) => commit)).size).toBe(count);
    expect(github.faults).toEqual([]);
    expect(await scene.settle()).toEqual([]);
  },
  400_000,
);
