import { runForJson } from '../support/bundle.ts';
import { type GitServer, startGitServer } from '../support/git-server.ts';

const numbers = Array.from({ length: 20 }, (_, index) => index);
const fileOf = (index: number): string => `apps/service-${index}/deployment.yaml`;
const manifest = (index: number): string =>
  `kind: Deployment\nmetadata: {name: service-${index}}\nspec:\n  template:\n    spec:\n      containers:\n` +
  `        - name: main\n          image: acme/service-${index}:v1\n`;

let server: GitServer;
afterEach(() => server.close());

test('20 at once on 20 files of one branch all land, each once, none forced', async () => {
  const files = Object.fromEntries(numbers.map((index) => [fileOf(index), manifest(index)]));
  server = await startGitServer({ files, config: { 'receive.denyNonFastForwards': 'false' } });
  const runs = await Promise.all(
    numbers.map((index) =>
      runForJson({ repository: server.url, file: fileOf(index), image: `acme/service-${index}:v2` }),
    ),
  );
  expect(runs.map(({ exit, report }) => [exit, report.result])).toEqual(numbers.map(() => [0, 'pushed']));

  const log = await server.repository.git(
    'log',
    '--first-parent',
    '--format=%H %P %(trailers:key=Deploy-Id,valueonly,separator=)',
    'main',
  );
  const commits = log
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  expect(commits).toHaveLength(21);
  expect(new Set(commits.slice(0, 20).map(([, , id]) => id)).size).toBe(20);
  expect(commits.map(([hash]) => hash)).toEqual(
    expect.arrayContaining(runs.map(({ report }) => report.commit)),
  );
  for (const index of numbers)
    expect(await server.repository.git('show', `main:${fileOf(index)}`)).toBe(
      manifest(index).replace(':v1', ':v2'),
    );
});

test('a push that is applied while its answer is lost gives one commit', async () => {
  server = await startGitServer({ files: { [fileOf(0)]: manifest(0) } });
  let lost = 0;
  server.intercept(async ({ entry, response, run, send }) => {
    const answer = await run();
    if (entry.service !== 'receive-pack' || entry.method !== 'POST' || lost > 0) return send(answer);
    lost += 1;
    response.socket?.destroy();
  });
  const { exit, report } = await runForJson({
    repository: server.url,
    file: fileOf(0),
    image: 'acme/service-0:v2',
  });
  expect([exit, report.result, lost]).toEqual([0, 'pushed', 1]);
  expect(report.commit).toBe((await server.repository.git('rev-parse', 'main')).trim());
  expect(await server.repository.git('rev-list', '--count', 'main')).toBe('2\n');
});
