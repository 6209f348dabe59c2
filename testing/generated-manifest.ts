// Manifests in any style, for properties.
import fc from 'fast-check';
import { formatReference, type Reference } from '../src/image/reference.ts';

/** A generated file: its text, and the image in it that is to be moved. */
export interface GeneratedManifest {
  readonly text: string;
  readonly image: Reference;
  /** The tag stood bare before and may have to get quotes. */
  readonly isBare: boolean;
}

const digest = fc.constantFrom('0f', 'a1', '99').map((pair) => `sha256:${pair.repeat(32)}`);

const name = fc
  .tuple(
    fc.constantFrom('', 'localhost:5000/', 'ghcr.io/', 'registry.example.com:8443/', '10.0.0.1:30000/'),
    fc.array(fc.constantFrom('acme', 'a-b', 'x_y', 'team.one', '0ad', 'f'.repeat(64)), { maxLength: 2 }),
    fc.constantFrom('api', 'api-worker', 'nginx', 'image', 'tag', '8ball', 'v1'),
  )
  .map(([registry, path, last]) => registry + [...path, last].join('/'));

/** Tags of every kind: versions, numbers, dates, booleans, commit ids. */
export const tags = fc.oneof(
  fc.constantFrom(
    'latest',
    'v1.2.3',
    '1.10',
    '8',
    '007',
    '0x1f',
    '1_000',
    '5e12345',
    'yes',
    'null',
    '2024-01-02',
  ),
  fc.stringMatching(/^\d{6,8}$/),
  fc.stringMatching(/^\d{2,4}e\d{2,4}$/),
  fc.stringMatching(/^[0-9a-f]{7}$/),
  fc.stringMatching(/^\w[\w.-]{0,12}$/),
);

const wordlike = fc.constantFrom(
  'note',
  'größe',
  '日本語',
  '🚀 up',
  "it's",
  'say "hi"',
  'a:b',
  'x # y',
  'image',
);
const comments = fc.oneof(
  fc.constant(''),
  wordlike.map((word) => ` # ${word}`),
  fc.constant('  \t# api:v1'),
);
const ends = fc.constantFrom('\n', '\r\n');

/** A scalar as its author may write it. */
function write(text: string, style: string): string {
  switch (style) {
    case 'single':
      return `'${text}'`;
    case 'double':
      return `"${text}"`;
    case 'escaped':
      return `"${text.replaceAll('.', '\\x2e').replaceAll('/', '\\/')}"`;
    case 'anchored':
      return `&ref "${text}"`;
    case 'typed':
      return `!!str ${text}`;
    default:
      return text;
  }
}

const styles = fc.constantFrom('plain', 'single', 'double', 'escaped', 'anchored', 'typed');

/** Lines of one object in block or flow style that names the image. */
const objects = fc
  .record({
    name,
    tag: tags,
    digest: fc.option(digest, { nil: undefined }),
    style: styles,
    comment: comments,
  })
  .chain(({ name: own, tag, digest: pin, style, comment }) => {
    const image = { name: own, tag, digest: pin };
    const whole = write(formatReference(image), style);
    const apart = style === 'plain' ? JSON.stringify(tag) : write(tag, style);
    const digestLine = pin === undefined ? [] : [`  digest: ${pin}`];
    const layouts = [
      [
        'spec:',
        '  containers:',
        '    - name: web',
        `      image: ${whole}${comment}`,
        '      args: ["--x", 1_000]',
      ],
      ['spec:', '  containers:', '  -   ports: [{containerPort: 80}]  ', `      image:   ${whole}${comment}`],
      [`spec: {containers: [{name: web, image: ${whole} }, {name: b, mode: 0644}]}${comment}`],
      ['image:', `  repository: ${own}${comment}`, `  tag: ${apart}${comment}`, ...digestLine],
      [
        `image: {repository: "${own}", tag: ${apart}${pin === undefined ? '' : `, digest: ${pin}`}}${comment}`,
      ],
      [
        'images:',
        `  - newTag: ${apart}${comment}`,
        `    name: ${own}`,
        ...digestLine.map((line) => `  ${line}`),
      ],
    ];
    return fc
      .constantFrom(...layouts)
      .map((lines) => ({ lines, image, isBare: style === 'typed' || style === 'plain' }));
  });

const fillers = fc.array(
  fc.oneof(
    fc.constantFrom(
      '',
      '# über: api:v1',
      'version: 1.10',
      'mode: 0644',
      'on: yes',
      'when: 2024-01-02',
      'n: 1_000',
    ),
    wordlike.map((word) => `key-${word.length}: ${JSON.stringify(word)}   `),
    fc
      .constantFrom('text: |', 'folded: >-')
      .map((head) => `${head}\n  first line\n\n    indented: {{ x }}\n  last`),
    fc.constant('anchors:\n  base: &base {a: 1, b: [x, y]}\n  more:\n    <<: *base\n    c: *base'),
    fc.constant('tabs:\t"a\tb"\t# tab'),
  ),
  { maxLength: 3 },
);

/** A file of one to three documents, with everything around the image that an edit may trip over. */
export const manifests: fc.Arbitrary<GeneratedManifest> = fc
  .record({
    object: objects,
    before: fillers,
    after: fillers,
    end: ends,
    mark: fc.constantFrom('', '\uFEFF'),
    start: fc.constantFrom('', '---\n', '# head\n---\n', '%YAML 1.2\n---\n'),
    last: fc.constantFrom('\n', '', '\n\n', '\n...\n', '\n# end'),
  })
  .map(({ object, before, after, end, mark, start, last }) => {
    const body = unique([...before, ...object.lines.join('\n').split('\u0000'), ...after]).join('\n');
    return {
      text: (mark + start + body + last).replaceAll('\n', end),
      image: object.image,
      isBare: object.isBare,
    };
  });

/** A key stands once in a map; the second filler of a kind is dropped. */
function unique(blocks: readonly string[]): readonly string[] {
  const keys = blocks.map((block) => /^[^\s:#]+:/.exec(block)?.[0]);
  return blocks.filter((_, index) => keys[index] === undefined || keys.indexOf(keys[index]) === index);
}
