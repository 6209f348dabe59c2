// What a result says of what was taken back, in the fields of --json and in the outputs of the Action.
import { rollbackIn } from '../../src/commands/recorded-rollout.ts';

const commitUrl = 'https://git.acme.io/config/commit/c0ffee12';

test.each<[string, Readonly<Record<string, unknown>>, object]>([
  ['--json', { rollout: { state: 'failed', rollback: { result: 'pushed', commitUrl } } }, { commitUrl }],
  [
    'the outputs of the Action',
    { ...{ rollout: 'failed', 'rollback-result': 'pushed' }, 'rollback-commit-url': commitUrl },
    { commitUrl },
  ],
])('%s', (_, fields, expected) => {
  expect(rollbackIn(fields)).toMatchObject({ result: 'pushed', ...expected });
});

test.each<[Readonly<Record<string, unknown>>]>([
  [{}],
  [{ rollout: { state: 'succeeded' } }],
  [{ rollout: 'none', 'rollback-result': '', 'rollback-commit-url': '' }],
])('nothing was taken back: %j', (fields) => {
  const { commitUrl: page } = rollbackIn(fields);
  expect(page).toBeUndefined();
});
