// A repository that git would not make: a run ends with a word, a whole report and its exit code.

import { allAtOnce } from '../../testing/all-at-once.ts';
import { startGitServer } from '../../testing/git-server.ts';
import { HandmadeObjects } from '../../testing/handmade-objects.ts';
import { runHereForJson } from '../../testing/run-here.ts';

const file = 'app.yaml';
const manifest = (to: HandmadeObjects): string => to.write('blob', 'image: acme/web:v1\n');
const root = (to: HandmadeObjects): string => to.tree(['100644', file, manifest(to)]);

/** Folders in folders, and the file in the last one. */
function deep(to: HandmadeObjects, folders: number): string {
  let tree = root(to);
  for (let depth = 0; depth < folders; depth += 1) tree = to.tree(['40000', 'd', tree]);
  return tree;
}

const damaged = [
  { what: 'a branch on a blob', file, make: (to: HandmadeObjects) => to.branchOn(manifest(to)) },
  {
    what: 'a tree that is cut',
    file,
    make: (to: HandmadeObjects) => to.branch(to.write('tree', Buffer.from(`100644 ${file}\0short`))),
  },
  {
    what: 'a file that is a folder',
    file,
    make: (to: HandmadeObjects) => to.branch(to.tree(['100644', file, root(to)])),
  },
  {
    what: 'folders 5,000 deep under a glob',
    file: '**/app.yaml',
    make: (to: HandmadeObjects) => to.branch(deep(to, 5000)),
  },
];

const endingOf = allAtOnce(damaged, async ({ make, file }) => {
  const server = await startGitServer({ files: { 'README.md': 'x' } });
  const branch = make(new HandmadeObjects(server.repository));
  const flags = { repository: server.url, branch, file, image: 'acme/web:v2', timeout: '120s' };
  const { exit, report } = await runHereForJson(flags, {});
  await server.close();
  return { exit, report };
});

test.each(damaged)('$what', (row) => {
  const { exit, report } = endingOf(row);
  expect([exit, report.result]).toEqual([5, 'failed']);
  expect(report.error).toMatchObject({ code: 'unsupported-repository' });
});
