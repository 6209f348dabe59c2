import { readCommand } from '../../src/cli/read-command.ts';
import { refusal } from '../../testing/refusal.ts';

test.each([
  [
    'a file of edit behind a flag',
    ['edit', '--file', 'a.yaml', '--image', 'web:v2'],
    'gitops-deploy edit a.yaml',
  ],
  [
    'several of them',
    ['edit', '--file', 'a.yaml', '--file', "it's b.yaml"],
    `gitops-deploy edit a.yaml 'it'\\''s b.yaml'`,
  ],
  ['a pattern', ['edit', '--file=apps/*.yaml'], "gitops-deploy edit 'apps/*.yaml'"],
  ['a repository for edit', ['edit', 'a.yaml', '--repository', 'x'], 'leave it out'],
  [
    'a file without its flag',
    ['apps/web.yaml', '--image', 'web:v2'],
    'write --file apps/web.yaml, or for a file on this machine: gitops-deploy edit apps/web.yaml',
  ],
  ['a file behind deploy', ['deploy', 'a.yml'], 'write --file a.yml'],
  ['an image without its flag', ['ghcr.io/acme/web:v2'], 'write --image ghcr.io/acme/web:v2'],
  [
    'a clone URL without its flag',
    ['deploy', 'https://github.com/acme/config'],
    'write --repository https://github.com/acme/config',
  ],
  ['a misspelt command', ['deplyo'], 'write "gitops-deploy deploy"'],
  ['another misspelt command', ['eidt', 'a.yaml'], 'write "gitops-deploy edit"'],
  ['any other word', ['frobnicate'], 'see "gitops-deploy help"'],
])('%s is refused, with the right way', (_, argv, remedy) => {
  const error = refusal(() => readCommand(argv));
  expect(error.code).toBe('invalid-input');
  expect(error.remedy).toContain(remedy);
});
