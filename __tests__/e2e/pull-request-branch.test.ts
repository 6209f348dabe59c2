// Names of `pull-request-branch` that git allows no branch, refused before anything is pushed.
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { runHereForJson } from '../../testing/run-here.ts';

let server: GitServer;
beforeAll(async () => {
  server = await startGitServer({ files: { 'web.yaml': 'kind: Deployment\nspec: {image: acme/web:v1}\n' } });
});
afterAll(() => server.close());

test.each(['a..b', 'web {name}', 'refs/heads/web', 'HEAD'])(
  'the name "%s" is refused in the words of its input',
  async (name) => {
    const run = await runHereForJson({
      ...{ repository: `http://127.0.0.1:${server.port}/acme/config.git`, token: 'S3cret', timeout: '60s' },
      ...{ file: 'web.yaml', image: 'acme/web:v2', mode: 'pull-request', 'host-type': 'github' },
      ...{ 'api-url': 'http://127.0.0.1:1', 'pull-request-branch': name },
    });
    expect([run.exit, run.report.error]).toMatchObject([
      2,
      { code: 'invalid-input', remedy: expect.stringContaining('--pull-request-branch') },
    ]);
  },
);
