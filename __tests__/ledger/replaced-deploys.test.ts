import { sourceBefore } from '../../src/ledger/source-before.ts';

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
  ['no old tag', [first], [], undefined],
  ['an empty old tag', [first], [''], undefined],
])('what was built before is told by %s', (_, commits, values, expected) => {
  expect(sourceBefore(commits, web, values)).toBe(expected);
});
