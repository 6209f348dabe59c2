import { replacedDeploys, sourceBefore, threadsBefore } from '../../src/ledger/replaced-deploys.ts';

const web = [{ file: 'a.yaml', what: 'acme/web' }];
const commit = (date: number, image: string, source: string, target = 'a.yaml#acme/web') => ({
  id: `${date}`,
  author: { name: 'Jo' },
  date,
  message: `Deploy\n\nDeploy-Image: ${image}\nDeploy-Source: ${source}\nDeploy-Target: ${target}\nDeploy-Id: ${date}\n`,
});
const first = commit(1, 'acme/web:v1', 'acme/web@1111111');

test.each<[string, ReturnType<typeof commit>[], readonly string[], string | undefined]>([
  ['the deploy of the old tag', [first], ['v1'], 'acme/web@1111111'],
  [
    'the newest deploy of it',
    [first, commit(3, 'acme/web:v1', 'acme/web@3333333'), commit(2, 'acme/web:v1', 'acme/web@2222222')],
    ['v1'],
    'acme/web@3333333',
  ],
  [
    'a deploy with a digest',
    [commit(1, 'acme/web@sha256:ab', 'acme/web@1111111')],
    ['sha256:ab'],
    'acme/web@1111111',
  ],
  [
    'a deploy of several images',
    [commit(1, 'acme/api:v3, acme/web:v1', 'acme/web@1111111')],
    ['v1'],
    'acme/web@1111111',
  ],
  [
    'a deploy of the same tag in another file',
    [commit(1, 'acme/web:v1', 'x@1', 'b.yaml#acme/web')],
    ['v1'],
    undefined,
  ],
  ['a deploy of another tag that ends alike', [commit(1, 'acme/web:v11', 'x@1')], ['1'], undefined],
  ['several old tags', [first], ['v1', 'v2'], undefined],
  ['a tag that was pinned', [commit(1, 'acme/web:v1@sha256:ab', 'acme/web@1')], ['v1'], 'acme/web@1'],
  [
    'a tag and a digest in fields of their own',
    [commit(1, 'acme/web:v1@sha256:ab', 'acme/web@1')],
    ['v1', 'sha256:ab'],
    'acme/web@1',
  ],
  [
    'a tag and a digest in one',
    [commit(1, 'acme/web:v1@sha256:ab', 'acme/web@1')],
    ['v1@sha256:ab'],
    'acme/web@1',
  ],
  [
    'deploys of two images at once',
    [commit(1, 'acme/web:v1, acme/api:v7', 'acme/web@1')],
    ['v1', 'v7'],
    'acme/web@1',
  ],
  ['no old tag', [first], [], undefined],
  ['an empty old tag', [first], [''], undefined],
])('what was built before is told by %s', (_, commits, values, expected) => {
  expect(sourceBefore(replacedDeploys(commits, web, values), values)).toBe(expected);
});

const told = (date: number, image: string, ts: string, target?: string) => {
  const plain = commit(date, image, 'acme/web@1', target);
  return {
    ...plain,
    message: plain.message.replace('Deploy-Id', `Deploy-Thread: slack:C1/${ts}\nDeploy-Id`),
  };
};
const api = { file: 'a.yaml', what: 'acme/api' };
const replicas = { file: 'a.yaml', what: '.spec.replicas' };

test.each<[string, ReturnType<typeof commit>[], typeof web, readonly string[], readonly string[]]>([
  [
    'the newest deploy of the old tag',
    [told(1, 'acme/web:v1', '1.1'), told(2, 'acme/web:v1', '2.1')],
    web,
    ['v1'],
    ['2.1'],
  ],
  [
    'each of several that are replaced',
    [told(1, 'acme/web:v1', '1.1'), told(2, 'acme/api:v2', '2.1', 'a.yaml#acme/api')],
    [...web, api],
    ['v1', 'v2'],
    ['1.1', '2.1'],
  ],
  [
    'the one that set several, once',
    [told(1, 'acme/web:v1, acme/api:v1', '1.1', '*')],
    [...web, api],
    ['v1', 'v1'],
    ['1.1'],
  ],
  [
    'no deploy of a tag that somebody changed by hand since',
    [told(1, 'acme/web:v1', '1.1')],
    web,
    ['v2'],
    [],
  ],
  ['no deploy of another place', [told(1, 'acme/web:v1', '1.1', 'b.yaml#acme/web')], web, ['v1'], []],
  [
    'no older deploy where the newest one told nobody',
    [told(1, 'acme/web:v1', '1.1'), commit(2, 'acme/web:v1', 'x@1')],
    web,
    ['v1'],
    [],
  ],
  ['the newest deploy of a field', [told(1, '', '1.1', 'a.yaml#.spec.replicas')], [replicas], [], ['1.1']],
])('people are told in the thread of %s', (_, commits, targets, values, expected) => {
  const threads = threadsBefore(replacedDeploys(commits, targets, values), targets);
  expect(threads).toEqual(expected.map((ts) => `slack:C1/${ts}`));
});
