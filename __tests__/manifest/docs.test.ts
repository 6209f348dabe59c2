import { readFileSync } from 'node:fs';
import type { LooseTarget } from '../../testing/edit-check.ts';
import { edit, targetOf } from './support.ts';

const page = readFileSync(new URL('../../docs/files.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```diff(?: (\S+))?\n(.*?)```/gs)].map(([, option = '', text = '']) => ({
  option,
  lines: text.trimEnd().split('\n'),
}));

it('has an example for every shape', () => {
  expect(examples.length).toBeGreaterThan(10);
});

it.each(examples)('shows what an edit does: $lines.0', ({ option, lines }) => {
  const [before, after] = ['+', '-'].map((other) =>
    lines.flatMap((line) => (line.startsWith(other) ? [] : [`${line.slice(1)}\n`])).join(''),
  );
  const count = lines.filter((line) => line.startsWith('-') || line.includes('+    newTag')).length;
  const target = targetOf('ghcr.io/acme/api:v2', optionOf(option, count));
  expect(edit(before ?? '', target, 'kustomization.yaml').after).toBe(after);
});

/** What stands behind the fence, `policy=flux-system:api`; without it all places are expected. */
function optionOf(option: string, count: number): LooseTarget {
  const [name, value = ''] = option.split('=');
  switch (name) {
    case 'policy':
      return { policy: value };
    case 'set':
      return { set: [{ path: value, value: 'v2', fromImage: true }] };
    case 'version-env':
      return { versionEnv: [value] };
    case 'text':
      return { text: true, expect: count };
    default:
      return { expect: count };
  }
}
