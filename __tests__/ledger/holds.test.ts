import { parseReference, type Reference } from '../../src/image/reference.ts';
import { heldBy, isWhollyHeld, openHolds } from '../../src/ledger/holds.ts';
import { newestFirst } from '../../src/ledger/newest-first.ts';
import type { BranchCommit } from '../../src/ledger/read-deploys.ts';
import { digest } from '../../testing/digest.ts';

const place = { file: 'a.yaml', what: 'acme/web' };

/** A branch of one commit after the other, the oldest first, whose dates say the opposite; each deploys to the place. */
function branch(...lines: readonly (readonly string[])[]): readonly BranchCommit[] {
  return lines.map((own, index) => ({
    id: `${index}`,
    message: ['x', '', ...own, 'Deploy-Target: a.yaml#acme/web', `Deploy-Id: ${index}`].join('\n'),
    author: { name: 'Jo' },
    date: 1000 - index,
    parents: [`${index - 1}`],
  }));
}

const bad = ['Deploy-Hold: acme/web:v2', 'Deploy-Hold-Order: web 2'];
const all = ['Deploy-Hold: *'];
const release = ['Deploy-Release: 0'];
const brings = (tag: string, order: string): string[] => [
  `Deploy-Image: acme/web:${tag}`,
  `Deploy-Order: ${order}`,
];

test.each<[string, readonly BranchCommit[], string, [string, number] | undefined, boolean]>([
  ['the bad value', branch(bad), 'acme/web:v2', undefined, true],
  ['the bad value of a newer run', branch(bad), 'acme/web:v2', ['web', 9], true],
  ['the same value by another name', branch(bad), 'docker.io/acme/web:v2', undefined, true],
  ['the same tag with a digest', branch(bad), `acme/web:v2@${digest('1')}`, undefined, true],
  [
    'another digest of a digest',
    branch([`Deploy-Hold: acme/web:v2@${digest('2')}`]),
    `acme/web:v2@${digest('1')}`,
    undefined,
    false,
  ],
  ['another value', branch(bad), 'acme/web:v3', undefined, false],
  ['another value of an older run', branch(bad), 'acme/web:v1', ['web', 2], true],
  ['another value of another pipeline', branch(bad), 'acme/web:v1', ['hotfix', 1], false],
  ['the bad value after a newer run', branch(bad, brings('v3', 'web 3')), 'acme/web:v2', ['web', 4], false],
  [
    'the bad value after a newer run brought it',
    branch(bad, brings('v2', 'web 3')),
    'acme/web:v2',
    ['web', 4],
    true,
  ],
  [
    'the bad value after another pipeline',
    branch(bad, brings('v3', 'hotfix 3')),
    'acme/web:v2',
    undefined,
    true,
  ],
  [
    'the bad value after another rollback',
    branch(bad, [...brings('v1', 'web 3'), `Deploy-Reverts: ${'a'.repeat(40)}`]),
    'acme/web:v2',
    undefined,
    true,
  ],
  ['anything', branch(all), 'acme/web:v9', ['web', 99], true],
  ['anything after a newer run', branch(all, brings('v3', 'web 3')), 'acme/web:v9', undefined, true],
  ['anything that was released', branch(all, release), 'acme/web:v9', undefined, false],
  ['the bad value that was released', branch(bad, release), 'acme/web:v2', undefined, false],
  ['what is held again', branch(all, release, all), 'acme/web:v9', undefined, true],
  ['what a quotation holds', branch(['> Deploy-Hold: *']), 'acme/web:v9', undefined, false],
  ['what a squash merge indents', branch(['    Deploy-Hold: *\r']), 'acme/web:v9', undefined, true],
])('%s is held or is not', (_, commits, text, order, expected) => {
  const reference = parseReference(text) as Reference;
  const own = order && { scope: order[0], number: order[1] };
  for (const history of [commits, commits.toReversed()])
    expect(heldBy(history, [place], [reference], own) !== undefined).toBe(expected);
});

/** A branch of commits with targets of their own, the oldest first. */
function targeted(...lines: readonly (readonly [readonly string[], ...string[]])[]): readonly BranchCommit[] {
  return branch(...lines.map(([own]) => [...own])).map((commit, index) => {
    const targets = (lines[index] ?? [[]]).slice(1).map((target) => `Deploy-Target: ${target}`);
    return {
      ...commit,
      message: commit.message.replace('Deploy-Target: a.yaml#acme/web', targets.join('\n')),
    };
  });
}

const file = 'a.yaml#*';
const web = 'a.yaml#acme/web';
const api = 'a.yaml#acme/api';

test.each<[string, readonly BranchCommit[], readonly string[], boolean]>([
  ['nothing is held', targeted([brings('v1', 'web 1'), web]), [], false],
  ['the file is held', targeted([all, file]), ['0'], true],
  ['one image is held', targeted([all, web]), ['0'], false],
  ['one image is held, and then the file', targeted([all, web], [all, file]), ['0', '1'], true],
  ['the file is held, and one image released', targeted([all, file], [release, web]), ['0'], false],
  ['that, and the file held again', targeted([all, file], [release, web], [all, file]), ['0', '2'], true],
  [
    'one image after the other is released',
    targeted([all, file], [release, web], [release, api]),
    ['0'],
    false,
  ],
  ['all is released after one image', targeted([all, file], [release, web], [release, file]), [], false],
  ['all is released, and the image held', targeted([all, file], [release, file], [all, api]), ['2'], false],
  ['another file is held', targeted([all, 'b.yaml#*']), [], false],
  ['a rollback of many places holds all', targeted([all, 'b.yaml#acme/web', '*']), ['0'], false],
  ['a rollback holds an image of it', targeted([bad, web]), ['0'], false],
  ['a newer run deploys another image', targeted([bad, web], [brings('v3', 'web 3'), api]), ['0'], false],
  ['a newer run deploys that image', targeted([bad, web], [brings('v3', 'web 3'), web]), [], false],
])('the holds of a file where %s', (_, commits, holding, isWhole) => {
  const place = { file: 'a.yaml', what: '*' };
  expect(
    openHolds(commits, [place])
      .map(({ by }) => by.commit)
      .toSorted(),
  ).toEqual(holding);
  expect(isWhollyHeld(commits, place)).toBe(isWhole);
});

test.each<[string, readonly BranchCommit[], string, [string, number] | undefined, boolean]>([
  [
    'the bad value after a newer run of many other places',
    targeted([bad, web], [brings('v3', 'web 3'), api, '*']),
    'acme/web:v2',
    undefined,
    true,
  ],
  [
    'the bad value of many places, in one that is not listed',
    targeted([bad, api, '*'], [brings('v3', 'web 3'), web]),
    'acme/web:v2',
    undefined,
    false,
  ],
  [
    'an older run of a pipeline that another one has not passed',
    targeted([[...bad, 'Deploy-Hold-Order: api 7'], web], [brings('v3', 'web 3'), web]),
    'acme/web:v1',
    ['api', 6],
    true,
  ],
  [
    'the bad value where one of two pipelines is past it',
    targeted([[...bad, 'Deploy-Hold-Order: api 7'], web], [brings('v3', 'web 3'), web]),
    'acme/web:v2',
    ['web', 4],
    true,
  ],
  [
    'another value of the pipeline that is past it',
    targeted([[...bad, 'Deploy-Hold-Order: api 7'], web], [brings('v3', 'web 3'), web]),
    'acme/web:v4',
    ['web', 2],
    false,
  ],
  [
    'the bad value where both pipelines are past it',
    targeted(
      [[...bad, 'Deploy-Hold-Order: api 7'], web],
      [brings('v3', 'web 3'), web],
      [brings('v4', 'api 8'), web],
    ),
    'acme/web:v2',
    undefined,
    false,
  ],
])('%s is held or is not', (_, commits, text, order, expected) => {
  const reference = parseReference(text) as Reference;
  const own = order && { scope: order[0], number: order[1] };
  expect(heldBy(commits, [place], [reference], own) !== undefined).toBe(expected);
});

test('a hold of a file is one of all that it holds, and of no other file', () => {
  const [commit] = branch(all);
  const ofFile = [{ ...commit, message: commit?.message.replace('#acme/web', '#*') }] as BranchCommit[];
  const held = (file: string, what: string) => heldBy(ofFile, [{ file, what }], [], undefined) !== undefined;
  expect([held('a.yaml', 'acme/api'), held('a.yaml', '.spec.replicas'), held('b.yaml', 'acme/web')]).toEqual([
    true,
    true,
    false,
  ]);
});

test('what follows stands before what it follows, whatever the dates say', () => {
  const made = (id: string, date: number, ...parents: readonly string[]): BranchCommit => ({
    ...{ id, date, parents, message: '', author: { name: '' } },
  });
  const commits = [made('a', 9, 'old'), made('b', 8, 'a'), made('c', 1, 'a'), made('m', 2, 'b', 'c')];
  expect(newestFirst(commits).map(({ id }) => id)).toEqual(['m', 'b', 'c', 'a']);
});
