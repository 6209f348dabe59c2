import { flowCuts } from '../../../src/manifest/yaml/flow-cuts.ts';
import { edit, refusal, targetOf } from '../support.ts';

const long = 'x, '.repeat(100);

/** The text without what may be left out, where `api` is the word. */
function left(text: string): string {
  const cuts = flowCuts(text, (start, end) => text.slice(start, end).includes('api'));
  return cuts.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}

it.each([
  ['a list without the word', `a: [${long}1]\nimage: api:v1\n`, 'a: []\nimage: api:v1\n'],
  ['a map without the word', `- {a: [${long}1], b: c}\n- api\n`, '- {}\n- api\n'],
  ['what is beside the word', `{"a": [${long}1], "image": "api"}`, '{"a": [], "image": "api"}'],
  [
    'brackets over lines',
    `{\n  "a": [${long}\n 1],\n  "image": "api"\n}\n`,
    '{\n  "a": [],\n  "image": "api"\n}\n',
  ],
  ['signs in quotes', `{"a": ["]\\"}", '}''', ${long}1], "b": api}`, '{"a": [], "b": api}'],
  ['addresses', `a: [http://a.b/c?d, ${long}"1"]\nb: api\n`, 'a: []\nb: api\n'],
])('leaves out %s', (_what, text, rest) => {
  expect(left(text)).toBe(rest);
});

it.each([
  ['a small list', 'a: [1, 2, 3]\nimage: api\n'],
  ['what holds the word', `a: [${long}api]\n`],
  ['what is said of an object', `{"metadata": {"name": "a", "labels": {"x": [${long}1]}}, "image": "api"}`],
  ['brackets with a comment in them', `a: [${long} # ]\n 1]\nb: api\n`],
  ['brackets with an anchor in them', `a: [${long} &x y]\nb: api\n`],
  ['brackets that are left open', `a: [${long} 1\nb: api\n`],
  ['brackets in the midst of a text', `a: b [${long} 1]\nb: api\n`],
  ['brackets with a text behind them', `a: [${long} 1] b\nb: api\n`],
  ['a quote that is left open', `a: [${long} "b]\nb: api\n`],
])('leaves %s as it is', (_what, text) => {
  expect(left(text)).toBe(text);
});

/** More values than are read of a file. */
const ones = '1,'.repeat(520_000);

it.each([
  ['YAML', `image: acme/api:v1\na: [${ones}1]\n`],
  ['JSON', `{"image":"acme/api:v1","a":[${ones}1]}\n`],
  ['a list in lines', `image: acme/api:v1\na:\n${'- 1\n'.repeat(520_000)}`],
])('edits a large text of %s as far as it has to be read', (_what, text) => {
  const { after } = edit(text, targetOf('acme/api:v2'));
  expect(after === text.replace('acme/api:v1', 'acme/api:v2')).toBe(true);
});

it.each([
  ['beside the image', `[acme/api:v1,${ones}1]\n`],
  ['where the image is not', `image: acme/web:v1\na: [${ones}1]\n`],
])('refuses too many values %s before it reads them', (_what, text) => {
  const { code, message } = refusal(text, targetOf('acme/api:v2'));
  expect(code).toBe('not-editable');
  expect(message).toMatch(/^Cannot edit "app.yaml": it holds about 52\d{4} values, and \d+ are the limit$/);
});
