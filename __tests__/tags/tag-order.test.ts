// Which tag is the newest, by every kind of policy.
import { InputReader } from '../../src/config/input-reader.ts';
import { readTagPolicy } from '../../src/config/tag-policy-config.ts';
import { TagOrder } from '../../src/tags/tag-order.ts';

const source = { isAction: false, mistyped: [], spellings: new Map(), absentImage: undefined } as never;

async function orderOf(policy: string): Promise<TagOrder> {
  const reader = new InputReader(new Map([['tag-policy', policy]]), source);
  const parsed = reader.finish(readTagPolicy(reader, false));
  return TagOrder.of(parsed);
}
const newest = async (policy: string, tags: string): Promise<string | undefined> =>
  (await orderOf(policy)).newest(tags.split(' '), () => undefined);

test.each([
  ['a range takes the newest in it', 'semver:^1.2', '1.2.0 1.10.1 1.9.9 2.0.0 latest', '1.10.1'],
  ['a v in front of a version is none of it', 'semver:1.x', 'v1.2.3 v1.10.0 1.3.0', 'v1.10.0'],
  ['what is before a release stays out of a range', 'semver:>=1.0.0', '1.0.0 1.1.0-rc.1', '1.0.0'],
  ['a range that names one takes every one', 'semver:>=1.0.0-0', '1.0.0 1.1.0-rc.1 1.1.0-rc.2', '1.1.0-rc.2'],
  ['commas and blanks part terms', 'semver:>=1.0.0, <1.5.0', '1.4.9 1.5.0', '1.4.9'],
  ['two ranges are either', 'semver:~1.2 || ~1.4', '1.2.9 1.3.0 1.4.1 1.5.0', '1.4.1'],
  ['what is no whole version is none', 'semver:*', '1 1.2 20260101 0.1.0 a1b2c3d', '0.1.0'],
  ['letters go up', 'alphabetical', 'a c b', 'c'],
  ['or down, where the first one is wanted', 'alphabetical:desc', 'b c a', 'a'],
  ['numbers are no letters', 'numerical', '9 10 8 latest', '10'],
  ['down too', 'numerical:desc', '9 10 8', '8'],
  [
    'of any length, with zeros in front',
    'numerical',
    '99999999999999999998 099999999999999999999 5',
    '099999999999999999999',
  ],
  ['with digits behind a point', 'numerical', '1.25 1.5 1.05', '1.5'],
  [
    'branch, commit and time',
    '^main-[a-f0-9]+-(?<ts>\\d+)$',
    'main-ffff-9 main-0000-10 dev-1-99 main-xyz-11',
    'main-0000-10',
  ],
  ["in Flux's own spelling", '^main-[a-f0-9]+-(?P<ts>[0-9]+)', 'main-ffff-9 main-0000-10', 'main-0000-10'],
  [
    'times that are no numbers',
    '^(?<at>\\d{8}T\\d{4})-',
    '20261125T2359-a 20261126T0001-b',
    '20261126T0001-b',
  ],
  [
    'a pattern without a group takes the whole tag',
    '^release-',
    'release-9 release-10 main-99',
    'release-10',
  ],
  ['a pattern and an order', '^api-(?<v>.*)$\nsemver:^1', 'api-1.2.0 api-1.10.0 web-1.11.0', 'api-1.10.0'],
  ['a pattern and the first by its letters', 'alphabetical:desc\n^(?<a>[a-z])-', 'b-1 a-2', 'a-2'],
  ['of two that are equally new the last by its letters', '-(?<ts>\\d+)$', 'b-7 a-7', 'b-7'],
  ['nothing fits', 'semver:^3', '1.0.0 latest', undefined],
])('%s', async (_, policy, tags, wanted) => {
  expect(await newest(policy, tags)).toBe(wanted);
});

test.each([
  ['a newer one', 'semver:^1', '1.3.0', '1.2.0', true],
  ['the same version in another spelling', 'semver:^1', 'v1.2.0', '1.2.0', true],
  ['an older one', 'semver:^1', '1.1.9', '1.2.0', false],
  ['one above the range', 'semver:^1', '2.0.0', '1.2.0', true],
  ['one that is no version', 'semver:^1', 'latest', '1.2.0', false],
  ['one that the pattern does not fit', '^main-(?<ts>\\d+)$', 'pr-99', 'main-1', false],
  ['a first one by its letters', 'alphabetical:desc', 'a', 'b', true],
])('%s is as new: %s, %s beside %s: %s', async (_, policy, tag, other, wanted) => {
  expect((await orderOf(policy)).isAsNew(tag, other)).toBe(wanted);
});

test.each([
  ['a word', 'newest', /is no policy/],
  ['a range without a range', 'semver:', /has no range/],
  ['an order of its own', 'numerical:up', /is no policy/],
  ['two orders', 'numerical\nalphabetical', /two lines of one kind/],
  ['two groups', '^(?<a>\\d)-(?<b>\\d)$', /2 named groups/],
  ['a pattern without an end', `^${'a'.repeat(300)}`, /has 301 letters/],
  ['a range that is none', 'semver:^^1', /no range of versions/],
  ['a pattern that is none', '^(', /not a pattern of RE2/],
  ['look-around', '^main(?=-)', /not a pattern of RE2/],
])('%s is refused', async (_, policy, words) => {
  await expect(orderOf(policy)).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringMatching(words),
  });
});

test('no pattern takes long, and others have their turn', async () => {
  const order = await orderOf('^(?<a>(a+)+)$');
  let turns = 0;
  const tags = Array.from({ length: 200 }, (_, index) => `${'a'.repeat(120)}${index}`);
  const found = await order.newest(tags, () => {
    turns += 1;
    return undefined;
  });
  expect([found, turns]).toEqual([undefined, 200]);
});
