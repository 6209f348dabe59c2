import { edit, refusal, targetOf } from '../support.ts';

const image = 'image: acme/api:v1\n';
const target = targetOf('acme/api:v2');
const pod = `---\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{${image.trimEnd()}}]}\n`;

it.each([
  ['brackets', `${image}b: [acme/api:v1, ${'1,'.repeat(400_000)}1]\n`, 300_000],
  ['lines', `x:\n${`- ${image}`.repeat(170_000)}`, 500_000],
  ['documents', pod.repeat(51_000), 500_000],
  ['YAML in YAML', `a: |\n${`  ${image}`.repeat(170_000)}`, 500_000],
  ['objects of JSON', `[${'{"image":"acme/api:v1"},'.repeat(170_000)}0]`, 500_000],
  ['blank lines', `${image}${'\n'.repeat(5_000_000)}`, 500_000],
])('refuses too many %s before they are read', (_what, text, most) => {
  const { code, message } = refusal(text, target);
  expect(code).toBe('not-editable');
  expect(message).toMatch(
    new RegExp(`^Cannot edit "app.yaml": it holds about \\d+ values, and ${most} are the limit$`),
  );
});

it('counts what is wanted of a file alone', () => {
  const others = '---\nkind: ConfigMap\ndata: {a: b, c: d}\n'.repeat(85_000);
  const text = `${image}${others}`;
  expect(edit(text, target).after === text.replace('api:v1', 'api:v2')).toBe(true);
});
