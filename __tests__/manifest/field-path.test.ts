import fc from 'fast-check';
import { DeployError } from '../../src/errors.ts';
import { formatPath, type PathStep, parsePath } from '../../src/manifest/field-path.ts';

const key = (name: string): PathStep => ({ kind: 'key', key: name });

it.each<[string, readonly PathStep[]]>([
  ['image', [key('image')]],
  ['spec.values.image.tag', [key('spec'), key('values'), key('image'), key('tag')]],
  [
    'spec.containers.[name=web].image',
    [key('spec'), key('containers'), { kind: 'match', field: 'name', value: 'web' }, key('image')],
  ],
  ['env[name=a.b=c].value', [key('env'), { kind: 'match', field: 'name', value: 'a.b=c' }, key('value')]],
  ['images[0].newTag', [key('images'), { kind: 'index', index: 0 }, key('newTag')]],
  ['images.0.newTag', [key('images'), key('0'), key('newTag')]],
  ['items.*.tag', [key('items'), { kind: 'all' }, key('tag')]],
  ['items[*]', [key('items'), { kind: 'all' }]],
  ['metadata.annotations.example\\.com/x', [key('metadata'), key('annotations'), key('example.com/x')]],
  ['data["values.yaml"].tag', [key('data'), key('values.yaml'), key('tag')]],
  ['a\\\\b.__proto__', [key('a\\b'), key('__proto__')]],
])('%s is read step by step', (text, steps) => {
  expect(parsePath(text)).toEqual(steps);
});

it.each(['', '.', 'a.', '.a', 'a..b', 'a[', 'a]b[', 'a[-1]', 'a[b]', 'a[=b]', 'a\\'])(
  '%j is no field path',
  (text) => {
    expect(() => parsePath(text)).toThrow(DeployError);
  },
);

it('reads back what it writes', () => {
  const name = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/[\]"'=]/.test(text));
  const step = fc.oneof(
    name.map((text): PathStep => key(text)),
    fc.nat(99).map((index): PathStep => ({ kind: 'index', index })),
    fc.tuple(name, name).map(([field, value]): PathStep => ({ kind: 'match', field, value })),
    fc.constant<PathStep>({ kind: 'all' }),
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
      expect(parsePath(formatPath(steps))).toEqual(steps);
    }),
  );
});
