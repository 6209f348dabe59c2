import { emptyTarget, type Target } from '../../src/manifest/target.ts';
import { defaultBranch, proposalKey } from '../../src/proposals/proposal-key.ts';

const target = (name: string, tag: string, more: Partial<Target> = {}): Target => ({
  ...emptyTarget,
  images: [{ name: undefined, to: { name, tag, digest: undefined } }],
  ...more,
});
const select = (more: Partial<Target['select']>) => ({ select: { ...emptyTarget.select, ...more } });
const key = (of: Target, files: readonly string[] = ['a.yaml', 'b.yaml']) => proposalKey(of, files);
const usual = key(target('ghcr.io/acme/web', 'v1'));

test.each<[string, string]>([
  ['another tag', key(target('ghcr.io/acme/web', 'v2'))],
  ['files in another order', key(target('ghcr.io/acme/web', 'v1'), ['b.yaml', 'a.yaml'])],
  ['another spelling of the registry', key(target('GHCR.io/acme/web', 'v1'))],
  ['one old tag', key(target('ghcr.io/acme/web', 'v1', select({ from: 'v0' })))],
])('%s has the same key', (_what, other) => {
  expect(other).toBe(usual);
});

test.each<[string, string]>([
  ['another image', key(target('ghcr.io/acme/api', 'v1'))],
  ['another file', key(target('ghcr.io/acme/web', 'v1'), ['a.yaml'])],
  ['another namespace', key(target('ghcr.io/acme/web', 'v1', select({ namespace: ['prod'] })))],
  ['a container', key(target('ghcr.io/acme/web', 'v1', select({ container: ['web'] })))],
  ['a name', key(target('ghcr.io/acme/web', 'v1', select({ name: ['web'] })))],
  ['a kind', key(target('ghcr.io/acme/web', 'v1', select({ kind: ['Job'] })))],
  ['a policy', key(target('ghcr.io/acme/web', 'v1', { policy: 'flux:web' }))],
  ['plain text', key(target('ghcr.io/acme/web', 'v1', { text: true }))],
  ['a pattern of old tags', key(target('ghcr.io/acme/web', 'v1', select({ from: 'web-*' })))],
])('%s has another key', (_what, other) => {
  expect(other).not.toBe(usual);
});

test('a branch is named by its image, its key and its base', () => {
  const name = (base: string) => defaultBranch(target('ghcr.io/acme/Web_Shop', 'v1'), usual, base);
  expect(name('main')).toMatch(/^gitops-deploy\/web-shop-[0-9a-f]{10}$/);
  expect(name('main')).toBe(name('main'));
  expect(name('main')).not.toBe(name('staging'));
});
