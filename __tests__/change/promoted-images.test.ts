import { promotedImages } from '../../src/change/promoted-images.ts';
import { everyPlace, type Selector } from '../../src/manifest/target.ts';

/** @param images of containers c0, c1 and so on */
const file = (path: string, ...images: readonly string[]) => ({
  path,
  mode: '100644' as const,
  bytes: Buffer.from(
    `kind: Deployment\nmetadata: {name: app}\nspec:\n  containers:\n${images
      .map((image, index) => `    - {name: c${index}, image: "${image}"}\n`)
      .join('')}`,
  ),
});
const source = [file('staging.yaml', 'acme/web:v2', 'acme/side:v2')];

test.each<
  [string, string[], Partial<Selector>, string[], { promoted: string[]; news: string[]; left: string[] }]
>([
  [
    'that is there already is promoted, and is no news',
    ['acme/web:v1', 'acme/side:v2'],
    {},
    [],
    { promoted: ['acme/web', 'acme/side'], news: ['acme/web'], left: [] },
  ],
  [
    'is news where nothing changes at all',
    ['acme/web:v2'],
    {},
    [],
    { promoted: ['acme/web'], news: ['acme/web'], left: ['acme/side'] },
  ],
  [
    'in a container that is not meant is left',
    ['acme/web:v1', 'acme/side:v1'],
    { container: ['c0'] },
    [],
    { promoted: ['acme/web'], news: ['acme/web'], left: ['acme/side'] },
  ],
  [
    'whose old tag is not meant is left',
    ['acme/web:v1', 'acme/side:dev'],
    { from: 'v*' },
    [],
    { promoted: ['acme/web'], news: ['acme/web'], left: ['acme/side'] },
  ],
  [
    'whose old tag is the new one by now is promoted',
    ['acme/web:v1', 'acme/side:v2'],
    { from: 'v1' },
    [],
    { promoted: ['acme/web', 'acme/side'], news: ['acme/web'], left: [] },
  ],
  [
    'is left to the edit to explain where selectors exclude all',
    ['acme/web:v1', 'acme/side:v1'],
    { container: ['other'] },
    [],
    { promoted: ['acme/web', 'acme/side'], news: ['acme/web', 'acme/side'], left: [] },
  ],
  [
    'that is named twice is promoted once',
    ['acme/web:v1', 'acme/side:v1'],
    {},
    ['acme/web', 'docker.io/acme/web'],
    { promoted: ['acme/web'], news: ['acme/web'], left: [] },
  ],
])('an image %s', (_, target, select, names, { promoted, news, left }) => {
  const found = promotedImages(source, [file('prod.yaml', ...target)], { ...everyPlace, ...select }, names);
  expect(found.promoted.map(({ image }) => image.name)).toEqual(promoted);
  expect(found.news.map(({ image }) => image.name)).toEqual(news);
  expect(found.left).toEqual(left);
});

test('spellings of one name in the source are one image', () => {
  const both = [file('staging.yaml', 'acme/web:v2', 'docker.io/acme/web:v2')];
  const { promoted } = promotedImages(both, [file('prod.yaml', 'acme/web:v1')], everyPlace, []);
  expect(promoted.map(({ image }) => image.name)).toEqual(['acme/web']);
});
