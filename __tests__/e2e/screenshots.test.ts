// The pictures of the README show what a deploy writes now. Held without Chromium: by what they were taken of.
import { readFileSync } from 'node:fs';
import { pictureRecord, pictures } from '../../scripts/screenshots/pictures.ts';

const read = (name: string): Buffer => readFileSync(new URL(`../../docs/pictures/${name}`, import.meta.url));
const records = JSON.parse(read('pictures.json').toString()) as Record<string, object>;

test('every picture is of what a deploy writes now; `npm run screenshots` takes them again', async () => {
  const current = (await pictures()).map(({ name, html }) => {
    const png = read(`${name}.png`);
    expect(png.length).toBeLessThan(150_000);
    return [`${name}.png`, pictureRecord(png, html)];
  });
  expect(records).toEqual(Object.fromEntries(current));
});
