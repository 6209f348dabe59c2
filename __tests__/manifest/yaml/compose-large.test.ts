import { isMap, isPair, isSeq } from 'yaml';
import { compose } from '../../../src/manifest/yaml/compose.ts';
import { composeLarge } from '../../../src/manifest/yaml/compose-large.ts';
import { openManifest, wholeFile } from '../../../src/manifest/yaml/text-source.ts';

const item = `  - kind: Deployment
    metadata: {name: app, labels: {a: b}}
    # a comment
    script: |
      a: b

      - c
    folded: >-
      x
    plain: a b
      c d
    quoted: "x
      y"
    # the end

# a comment of nobody
`;
/** A little more than is read at once. */
const large = 132 * 1024;
const items = repeated(item);

function repeated(text: string): string {
  return text.repeat(Math.ceil(large / text.length));
}

/** All that an edit may ask of a node: not where a comment behind it ends. */
function shape(node: unknown): unknown {
  if (node === null) return null;
  if (isPair(node)) return [shape(node.key), shape(node.value)];
  const { range, tag, anchor, type, source, flow } = node as Record<string, unknown>;
  const [start, end] = range as readonly number[];
  const items = isMap(node) || isSeq(node) ? node.items.map(shape) : [];
  return [isMap(node), isSeq(node), start, end, tag, anchor, type, source, flow, items];
}

function readBothWays(text: string) {
  const source = wholeFile(openManifest('app.yaml', text));
  return { large: composeLarge(source), whole: compose(text, source) };
}

it.each([
  ['a list of objects', `apiVersion: v1\nkind: List\nitems:\n${items}`],
  ['a list with keys behind it', `---\nitems: # all\n${items}kind: List\n`],
  ['a list right below its key', `items:\n${repeated(item.replace(/^ {2}/gm, ''))}kind: List\n`],
  ['a list alone', items],
  ['a map', repeated('svc:\n  image: acme/api:v1\n  list:\n  - a\n  - b: c\n')],
  ['a map in a map', `values:\n  more:\n${repeated('    svc: {image: acme/api:v1}\n')}end: 1\n`],
  ['carriage returns', `kind: List\nitems:\n${items}`.replaceAll('\n', '\r\n')],
])('reads %s by its entries as the library reads the whole', (_what, text) => {
  const { large, whole } = readBothWays(text);
  expect(whole.error).toBeUndefined();
  expect(large).toBeDefined();
  // A difference of so many nodes would take minutes to print.
  expect(JSON.stringify(shape(large?.root)) === JSON.stringify(shape(whole.root))).toBe(true);
});

const long = repeated('  - a: b\n');

it.each([
  ['an anchor', `x: &x 1\nitems:\n${long}`],
  ['a directive', `%YAML 1.1\n---\nitems:\n${long}`],
  ['the end of a document', `items:\n${long}...\n`],
  ['brackets', `[\n${repeated('  1,\n')}]\n`],
  ['a quote that is left open', `items:\n${long}  - "a\n${long}`],
  ['a line that is indented less', `items:\n${long} - a\n`],
  ['items and keys in one place', `items:\n${long}  b: c\n`],
  ['a text', `a\n${repeated('b\n')}`],
  ['few lines', 'a: b\n'],
])('leaves %s to be read as a whole', (_what, text) => {
  expect(composeLarge(wholeFile(openManifest('app.yaml', text)))).toBeUndefined();
});
