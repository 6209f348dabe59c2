import { readGiven } from '../../src/config/given.ts';
import { readHistoryConfig } from '../../src/config/history-config.ts';
import type { InputName } from '../../src/config/inputs.ts';

const now = Date.parse('2026-11-26T08:00:00Z');

function read(inputs: Partial<Record<InputName, string>>) {
  const texts = new Map(
    Object.entries({ repository: 'https://git.acme.io/c.git', ...inputs }) as [InputName, string][],
  );
  return readHistoryConfig(
    readGiven([], texts, {}, () => undefined),
    now,
  );
}

test.each<[string, string]>([
  ['2h', '2026-11-26T06:00:00.000Z'],
  ['30d', '2026-10-27T08:00:00.000Z'],
  ['8w', '2026-10-01T08:00:00.000Z'],
  ['2026-11-01', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01 12:30', '2026-11-01T12:30:00.000Z'],
  ['2026-11-01T12:30:00+01:00', '2026-11-01T11:30:00.000Z'],
])('since "%s" is %s', (since, expected) => {
  expect(new Date(read({ since }).since ?? 0).toISOString()).toBe(expected);
});

test.each(['yesterday', '30', '2026-13-01', '1y'])('since "%s" is refused', (since) => {
  expect(() => read({ since })).toThrow('is no time');
});

test('an image is a name, with or without a tag; a file may be a glob', () => {
  const { images, files } = read({ image: 'acme/web\nacme/api:v2', file: 'apps/**/*.yaml' });
  expect(images.map(({ name, tag }) => [name, tag])).toEqual([
    ['acme/web', undefined],
    ['acme/api', 'v2'],
  ]);
  expect(files).toEqual(['apps/**/*.yaml']);
  expect(() => read({ image: 'Acme web' })).toThrow('is not the name of an image');
});
