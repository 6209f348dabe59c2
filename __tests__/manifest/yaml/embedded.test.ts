import { edit, refusal, targetOf } from '../support.ts';

/** YAML in YAML, so many times, and at the bottom a text. */
function nested(depth: number, text: string): string {
  return depth === 0 ? text : `data: |\n${nested(depth - 1, text).replace(/^/gm, '  ')}`;
}

const target = targetOf('acme/api:v2');

test('YAML in YAML is edited eight times over', () => {
  const text = `${nested(8, 'image: acme/api:v1')}\n`;
  expect(edit(text, target).after).toBe(text.replace('v1', 'v2'));
});

test('an image that stands deeper is refused, not left as it was', () => {
  const text = `image: acme/api:v1\n${nested(9, 'image: acme/api:v1')}\n`;
  const { code, message } = refusal(text, target);
  expect([code, message]).toEqual([
    'not-editable',
    'Cannot edit "app.yaml": in line 10 YAML stands in YAML more than 8 deep',
  ]);
});

test('what is deeper and holds another image is left alone', () => {
  const text = `image: acme/api:v1\n${nested(9, 'image: acme/web:v1')}\n`;
  expect(edit(text, target).after).toBe(text.replace('api:v1', 'api:v2'));
});
