import { withUsableRemedy } from '../../src/commands/usable-remedy.ts';
import { DeployError } from '../../src/errors.ts';
import { githubHeadings, githubRefusals } from '../../src/hosts/github-refusals.ts';
import { openRequestInstead } from '../../src/hosts/host.ts';
import { inputName } from '../../src/wording.ts';

const others = ['mode', 'commit-through'];

test.each<[string, string, string]>([
  ['a way that it has', 'wait, and run it again', 'wait, and run it again'],
  [
    'one of two ways',
    `let this identity bypass the branch protection, or ${openRequestInstead}`,
    'let this identity bypass the branch protection',
  ],
  ['no way at all', openRequestInstead, 'let it push'],
  [
    'two of three ways',
    `sign with ${inputName('signing-key')}; or, with an App, set ${inputName('commit-through')} to "api"; or let this identity bypass the rule`,
    'sign with "signing-key"; or let this identity bypass the rule',
  ],
])('the remedy of a command keeps %s', (_, remedy, left) => {
  const error = withUsableRemedy(
    new DeployError('push-refused', 'Cannot push', remedy),
    others,
    'let it push',
  );
  expect(error).toMatchObject({ code: 'push-refused', remedy: left });
});

test('no refusal of GitHub leaves a command with an input that it does not take', () => {
  const remedies = [...githubRefusals, ...githubHeadings].map(({ remedy }) => remedy);
  const left = remedies.map((remedy) =>
    withUsableRemedy(new DeployError('push-refused', 'Cannot push', remedy), others, 'let it push'),
  );
  expect(JSON.stringify(left.map((error) => (error as DeployError).remedy))).not.toMatch(
    /mode|commit-through/,
  );
  expect(withUsableRemedy('defect', others, 'x')).toBe('defect');
});
