import { execFileSync } from 'node:child_process';
import { commitMessage, type Trailer } from '../../src/change/commit-message.ts';
import { summarize } from '../../src/change/summary.ts';
import type { ManifestEdit } from '../../src/manifest/edit-manifests.ts';
import { target as targetOf } from '../../testing/edit-check.ts';

const images = [{ to: { name: 'acme/web', tag: 'v2' } }];
const place = {
  file: 'a.yaml',
  line: 3,
  path: 'image',
  image: 'acme/web',
  variable: undefined,
  from: 'v1',
  to: 'v2',
  resource: { kind: 'Deployment', name: 'web', namespace: 'prod' },
};
const edit: ManifestEdit = { files: [], changes: [place], resources: [place.resource], notes: [] };
const origin = { id: 'id-1', repository: 'acme/web', commit: 'c0ffee', branch: undefined, runUrl: undefined };
const own =
  'Deploy-Image: acme/web:v2\nDeploy-Previous: v1\nDeploy-Source: acme/web@c0ffee\nDeploy-Id: id-1\n';

function messageOf(text: string | undefined, trailers: readonly Trailer[] = [], some = edit): string {
  return commitMessage(some, summarize(some, targetOf({ images })), origin, text, trailers);
}

test.each([
  ['one line', 'Ship it', 'Ship it'],
  ['subject and body', 'Ship it\n\nBecause.', 'Ship it\n\nBecause.'],
  ['a body right below', 'Ship it\nBecause.', 'Ship it\n\nBecause.'],
  ['paragraphs of Windows', 'Ship it\r\n\r\nOne.\r\n\r\n\r\nTwo.\r\n', 'Ship it\n\nOne.\n\nTwo.'],
  ['a list with indentation', 'Ship it\n\n- a\n  - b\n\tc', 'Ship it\n\n- a\n  - b\n\tc'],
  ['a line end of Unicode', 'Ship it\u2028Deploy-Id: forged', 'Ship it Deploy-Id: forged'],
  ['a forged subject', 'Deploy-Id: forged', '> Deploy-Id: forged'],
  [
    'a forged body',
    'x\n\ndeploy-image : y\nArgocd-reference-commit-sha: abc',
    'x\n\n> deploy-image : y\n> Argocd-reference-commit-sha: abc',
  ],
  [
    'the end of a message',
    'x\n\n---\n a.yaml | 2 +-\n--- a/a.yaml',
    'x\n\n> ---\n a.yaml | 2 +-\n> --- a/a.yaml',
  ],
  [
    "git's scissors",
    'x\n\n# ------------------------ >8 ------------------------',
    'x\n\n> # ------------------------ >8 ------------------------',
  ],
])('%s', (_, text, expected) => {
  const message = messageOf(text);
  expect(message).toBe(`${expected}\n\na.yaml:3 image: v1 -> v2\n\n${own}`);
  expect(trailersIn(message)).toBe(own);
});

test('the trailers of the user stand in front of ours', () => {
  const message = messageOf('Ship it', [
    { key: 'Ticket', value: 'OPS-7' },
    { key: 'Signed-off-by', value: 'Jo <jo@acme.io>\nDeploy-Id: forged' },
  ]);
  expect(trailersIn(message)).toBe(`Ticket: OPS-7\nSigned-off-by: Jo <jo@acme.io> Deploy-Id: forged\n${own}`);
});

test('a file that is called like a trailer is none', () => {
  const changes = [{ ...place, file: 'Deploy-Id: forged' }];
  expect(messageOf('x', [], { ...edit, changes })).toContain('\n> Deploy-Id: forged:3 image: v1 -> v2\n');
});

describe('what is generated has its bounds', () => {
  const places = Array.from({ length: 8000 }, (_, index) => ({
    ...place,
    file: `apps/${index}/${'x'.repeat(80)}.yaml`,
    from: `v${index}`,
    resource: { ...place.resource, name: `web-${index}` },
  }));
  const many = { ...edit, changes: places, resources: places.map(({ resource }) => resource) };

  test('of 8,000 places a hundred are listed, and the others are counted', () => {
    const message = messageOf(undefined, [], many);
    expect(message.length).toBeLessThan(40_000);
    expect(message).toContain('\nand 7900 more places in 7900 files\n');
    expect(message).toMatch(/\nDeploy-Previous: v0, v1, .*, v\d+ and \d+ more\n/);
    expect(trailersIn(message)).toContain('Deploy-Id: id-1\n');
  });

  test('a long line is cut', () => {
    const changes = [{ ...place, path: 'a.'.repeat(5000), to: '😀'.repeat(5000) }];
    const [line = ''] = messageOf('x', [], { ...edit, changes })
      .split('\n')
      .slice(2);
    expect([line.length, line.endsWith('...'), line.isWellFormed()]).toEqual([300, true, true]);
  });

  test('the subject of many images names the first of their tags', () => {
    const targets = Array.from({ length: 300 }, (_, index) => ({
      to: { name: `acme/a${index}`, tag: `t${index}` },
    }));
    const summary = summarize(edit, targetOf({ images: targets }));
    const [subject = ''] = commitMessage(edit, summary, origin, undefined).split('\n');
    expect(subject.length).toBeLessThan(400);
    expect(subject).toMatch(/^Deploy web t0, t1, .* and \d+ more to prod$/);
  });
});

/** What git itself reads, with the rules of interpret-trailers. */
function trailersIn(message: string): string {
  return execFileSync('git', ['interpret-trailers', '--parse'], { input: message, encoding: 'utf8' });
}
