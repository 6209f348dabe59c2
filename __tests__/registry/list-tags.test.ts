// The tags of a repository, from registries that cut their lists in their own ways.
import { type RegistryDouble, startRegistryDouble } from '../../testing/registry-double.ts';
import { searchTags } from '../../testing/registry-scene.ts';

let registry: RegistryDouble;
beforeAll(async () => {
  registry = await startRegistryDouble();
});
beforeEach(() => {
  registry.requests.length = 0;
});
afterAll(() => registry.close());

const own = Array.from({ length: 2500 }, (_, index) => `v${index}`);
const list = (tags: readonly unknown[] | null, headers: Readonly<Record<string, string>> = {}) => ({
  status: 200,
  headers,
  body: JSON.stringify({ name: 'acme/web', tags }),
});
/** A page from behind a tag, with a link that `toLink` writes. */
const pages =
  (toLink: (last: string) => string | undefined, most = 1000) =>
  (query: URLSearchParams) => {
    const start = own.indexOf(query.get('last') ?? query.get('next_page') ?? '') + 1;
    const tags = own.slice(start, start + Math.min(most, Number(query.get('n') ?? '50')));
    const link = start + tags.length < own.length ? toLink(tags.at(-1) ?? '') : undefined;
    return list(tags, link === undefined ? {} : { Link: link });
  };

test.each([
  ['with a path', (last: string) => `</v2/acme/web/tags/list?n=1000&last=${last}>; rel="next"`],
  ['without quotes', (last: string) => `</v2/acme/web/tags/list?n=1000&last=${last}>; rel=next`],
  [
    'with an address',
    (last: string) => `<http://127.0.0.1:9/v2/acme/web/tags/list?n=1000&last=${last}>;rel="next"`,
  ],
  [
    'like Artifactory, to another path',
    (last: string) => `</api/docker/v2/web/tags/list?n=1000&last=${last}>; rel="next"`,
  ],
  [
    'like Quay, with a mark of its own',
    (last: string) => `</v2/acme/web/tags/list?next_page=${last}&n=50>; rel="next"`,
  ],
  ['to a page of no tags', (last: string) => `</v2/acme/web/tags/list?last=${last}&n=0>; rel="next"`],
  ['without a query', () => '</v2/acme/web/tags/list>; rel="next"'],
  ['that is no address', () => '<http://[>; rel="next"'],
  ['not at all', () => undefined],
])('a list whose next page is linked %s is read to its end', async (_, toLink) => {
  registry.tagsAnswer = pages(toLink);
  const found = await searchTags(registry.host, 100_000, 1000);
  expect([found?.isWhole, found?.tags.length, found?.tags.at(-1)]).toEqual([true, 2500, 'v2499']);
});

test('small pages are read one after the other', async () => {
  registry.tagsAnswer = pages((last) => `</v2/x/tags/list?last=${last}>; rel="next"`, 100);
  expect((await searchTags(registry.host, 100_000, 1000))?.tags).toHaveLength(2500);
});

test.each([
  [
    'the same page again and again',
    () => list(own.slice(0, 1000), { Link: '</v2/x?last=a>; rel="next"' }),
    [true, 1000],
    2,
  ],
  ['everything at once', () => list(own), [true, 2500], 1],
  ['null', () => list(null), [true, 0], 1],
  ['what are no tags', () => list(['v1', '../x', 'a\nb', '', 7, {}, '-x', 'x'.repeat(129)]), [true, 1], 1],
  [
    'signatures',
    () => list(['v1', `sha256-${'a'.repeat(64)}.sig`, `sha256-${'a'.repeat(64)}`]),
    [true, 1],
    1,
  ],
  ['no repository', () => ({ status: 404 }), [undefined, undefined], 1],
])('%s', async (_, answer, wanted, requests) => {
  registry.tagsAnswer = answer;
  const found = await searchTags(registry.host, 100_000, 1000);
  expect([found?.isWhole, found?.tags.length]).toEqual(wanted);
  expect(registry.requests).toHaveLength(requests);
});

test('a list without an end is not read to it', async () => {
  let next = 0;
  registry.tagsAnswer = () => list([`a${next++}`], { Link: `</v2/x?last=${next}>; rel="next"` });
  expect((await searchTags(registry.host, 100_000, 20))?.isWhole).toBe(false);
  expect(registry.requests).toHaveLength(20);
  expect((await searchTags(registry.host, 5, 1000))?.isWhole).toBe(false);
  expect(registry.requests).toHaveLength(26);
});

test.each([
  ['a page for people', { status: 200, body: '<html>' }],
  ['another object', { status: 200, body: '{"tags":"v1"}' }],
  ['more than anybody reads', { status: 200, body: `{"tags":["${'a'.repeat(5_000_000)}"]}` }],
])('%s is no list', async (_, answer) => {
  registry.tagsAnswer = () => answer;
  await expect(searchTags(registry.host, 100, 100)).rejects.toMatchObject({ code: 'not-a-registry' });
});

test('pages of nothing but signatures do not end the list', async () => {
  const signatures = Array.from(
    { length: 2500 },
    (_, index) => `sha256-${String(index).padStart(64, '0')}.sig`,
  );
  const all = ['main-0', ...signatures, 'v1.2.3'];
  registry.tagsAnswer = (query) => {
    const start = all.indexOf(query.get('last') ?? '') + 1;
    const tags = all.slice(start, start + 1000);
    return list(tags, start + 1000 < all.length ? { Link: `<?n=1000&last=${tags.at(-1)}>; rel="next"` } : {});
  };
  expect(await searchTags(registry.host, 100_000, 1000)).toMatchObject({
    tags: ['main-0', 'v1.2.3'],
    isWhole: true,
  });
});
