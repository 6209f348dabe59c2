import { type DialectName, logDialect } from '../../src/report/log-dialect.ts';
import { makeRedact } from '../../src/report/redact.ts';
import type { Report } from '../../src/report/report.ts';
import { makeReporter } from '../../src/report/reporter.ts';

const report: Report = {
  result: 'pushed',
  purpose: 'deploy',
  headline: undefined,
  repository: 'https://git.example.com/config.git',
  branch: 'main',
  commit: '0123456789abcdef0123456789abcdef01234567',
  commitUrl: undefined,
  pullRequestUrl: undefined,
  pullRequestNumber: undefined,
  remote: undefined,
  supersededBy: undefined,
  rollout: undefined,
  previousSource: undefined,
  unchangedReason: undefined,
  attempts: 1,
  durationMs: 100,
  changes: [],
  error: undefined,
  diff: '--- a/a.yaml\n+++ b/a.yaml\n@@ -1,1 +1,1 @@\n-image: web:v1\n+image: web:v2\n',
};
const longDiff = `${report.diff}${' same\n'.repeat(30)}`;

async function written(
  dialect: DialectName,
  changed: Partial<Report> = {},
  warning = 'careful',
  color = false,
) {
  const said = { out: '', err: '' };
  const reporter = await makeReporter({
    dialect,
    json: false,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    redact: makeRedact([]),
    color,
    now: () => 1_700_000_000_000,
  });
  reporter.warn(warning);
  await reporter.finish({ ...report, ...changed }, async () => []);
  return said;
}

test.each<[DialectName, string, string]>([
  ['plain', 'Diff\n--- a/a.yaml\n', ''],
  ['gitlab', 'section_start:1700000000:gitops_deploy_diff\r\u001b[0KDiff\n', 'section_end:1700000000:'],
  ['azure', '##[group]Diff\n--- a/a.yaml\n', '##[endgroup]\n'],
  ['buildkite', '--- Diff\n --- a/a.yaml\n +++ b/a.yaml\n', '+++ Result\nPushed '],
  ['teamcity', "##teamcity[blockOpened name='Diff']\n", "##teamcity[blockClosed name='Diff']\n"],
  ['travis', 'travis_fold:start:gitops_deploy_diff\r\u001b[0KDiff\n', 'travis_fold:end:gitops_deploy_diff\r'],
])('%s folds a long diff, and the result stands behind it', async (dialect, start, end) => {
  const { out } = await written(dialect, { diff: longDiff });
  expect(out).toContain(start);
  expect(out.indexOf(end)).toBeLessThan(out.indexOf('Pushed 01234567'));
  expect(out.indexOf(end)).toBeGreaterThanOrEqual(0);
});

test.each<DialectName>(['plain', 'gitlab', 'azure', 'teamcity', 'travis'])(
  '%s shows a short diff as it is',
  async (dialect) => {
    const { out } = await written(dialect);
    expect(out).toContain(
      `${report.diff}Pushed 01234567 to main of https://git.example.com/config.git in 0.1 s\n`,
    );
  },
);

test('in a log of Buildkite, the head of a short diff begins no group', async () => {
  for (const color of [false, true]) {
    const { out } = await written('buildkite', {}, 'careful', color);
    const lines = out.replace(/\x1b\[\d+m/g, '').split('\n');
    expect(lines.slice(0, 2)).toEqual([' --- a/a.yaml', ' +++ b/a.yaml']);
    expect(out.split('\n')[0]).toMatch(/^ /);
  }
});

test.each<[DialectName, string]>([
  ['azure', '##vso[task.logissue type=warning]50%AZP25 of it\n'],
  ['teamcity', "##teamcity[message text='50% of it' status='WARNING']\n"],
])('%s has a mark for a warning', async (dialect, line) => {
  expect(await written(dialect, {}, '50% of it')).toMatchObject({
    out: expect.stringContaining(line),
    err: '',
  });
});

test('an error is marked by its first line, and the others follow', async () => {
  const error = { code: 'push-refused', message: "Cannot push 'a' [b]:\nno", remedy: 'ask' } as const;
  const azure = await written('azure', { error, result: 'failed', diff: '' });
  expect(azure.out).toContain("##vso[task.logissue type=error]Cannot push 'a' [b]: [push-refused]\n");
  expect(azure.err).toBe('no\nTo do: ask\n');
  const teamcity = await written('teamcity', { error, result: 'failed', diff: '' });
  expect(teamcity.out).toContain("text='Cannot push |'a|' |[b|]: |[push-refused|]' status='ERROR'");
});

test.each<[DialectName, string]>([
  ['azure', '##vso[task.setvariable variable=X]1'],
  ['azure', '##VSO[task.complete result=Succeeded]'],
  ['azure', '##[error]x'],
  ['teamcity', "##teamcity[buildStatus text='ok']"],
  ['travis', 'travis_fold:end:all'],
])('in a log of %s, a file cannot say %s', async (dialect, command) => {
  const error = { code: 'not-editable', message: `Cannot edit "${command}"`, remedy: command } as const;
  const { out, err } = await written(dialect, { diff: `+${command}\n`, error, result: 'failed' }, command);
  expect(out + err).not.toContain(command);
});

test('in a log of Buildkite, a line of a message begins no group', () => {
  const { line } = logDialect('buildkite', () => 0);
  expect(['--- x', '+++ x', '~~~ x', '^^^ +++', 'x'].map(line)).toEqual([
    ' --- x',
    ' +++ x',
    ' ~~~ x',
    ' ^^^ +++',
    'x',
  ]);
});
