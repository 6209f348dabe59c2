import fc from 'fast-check';
import { isMap, isPair, isSeq } from 'yaml';
import { compose } from '../../../src/manifest/yaml/compose.ts';
import { composeJson } from '../../../src/manifest/yaml/compose-json.ts';
import { openManifest, wholeFile } from '../../../src/manifest/yaml/text-source.ts';

/** All that an edit may ask of a node: not where what is behind it ends. */
function shape(node: unknown): unknown {
  if (node === null) return null;
  if (isPair(node)) return [shape(node.key), shape(node.value)];
  const { range, tag, anchor, type, source, flow } = node as Record<string, unknown>;
  const [start, end] = range as readonly number[];
  const items = isMap(node) || isSeq(node) ? node.items.map(shape) : [];
  return [isMap(node), isSeq(node), start, end, tag, anchor, type, source, flow, items];
}

function readBothWays(text: string) {
  const source = wholeFile(openManifest('app.json', text));
  return { json: composeJson(source), whole: compose(text, source) };
}

it.each([
  ['nothing in brackets', '[]\n'],
  ['collections in collections', '{"a": [{}, [ ], {"b": {"c": [1]}}]}'],
  ['words and numbers', '[true, false, null, 0, -1.5e+3, 1E9]'],
  ['escapes', '{"a\\n": "\\u0041\\ud83d\\ude00\\/\\\\", "\\"": "\\\\\\"", "": ""}'],
  ['what is YAML elsewhere', '{"- a": "# b", "c": "d: e", "*f": "&g !h", "i": "---"}'],
  ['lines', '{\r\n\t"a"\n\t:\t[1\n,2\n]}\n\n'],
  ['the start of a document', '---\n{"a": 1}\n'],
  ['a mark of the byte order', '\uFEFF{"a": 1}'],
  ['letters of every script', '{"é日本": "\u2028\u00a0 x "}'],
])('reads %s as the library does', (_what, text) => {
  const { json, whole } = readBothWays(text);
  expect(whole.error).toBeUndefined();
  expect(json?.root).toBeDefined();
  expect(shape(json?.root)).toEqual(shape(whole.root));
});

it('reads any JSON as the library does', () => {
  const values = fc.oneof(fc.object(), fc.array(fc.jsonValue()));
  const indents = fc.constantFrom(undefined, 1, 2, '\t');
  fc.assert(
    fc.property(values, indents, (value, indent) => {
      const { json, whole } = readBothWays(JSON.stringify(value, undefined, indent));
      expect(shape(json?.root)).toEqual(shape(whole.root));
    }),
  );
});

it.each([
  ['a scalar', '"a"'],
  ['YAML', '{a: 1}'],
  ['a comma at the end', '[1,]'],
  ['a comment', '{"a": 1} # b\n'],
  ['two values', '{"a": 1}\n{"b": 2}\n'],
  ['brackets that are left open', '{"a": [1]'],
])('leaves %s to the library', (_what, text) => {
  expect(readBothWays(text).json).toBeUndefined();
});
