import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unifiedDiff } from '../../src/report/diff.ts';
import { outputsOf } from '../../src/report/github-actions.ts';
import { summaryMarkdown } from '../../src/report/job-summary.ts';
import type { DialectName } from '../../src/report/log-dialect.ts';
import { makeRedact } from '../../src/report/redact.ts';
import type { Report } from '../../src/report/report.ts';
import { makeReporter } from '../../src/report/reporter.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const pushed: Report = {
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
  attempts: 2,
  durationMs: 830,
  changes: [
    {
      file: 'a.yaml',
      fileUrl: undefined,
      line: 3,
      path: 'image',
      ...{ kind: undefined, name: undefined, namespace: undefined },
      image: 'acme/web',
      variable: undefined,
      from: 'v1',
      to: 'v2',
    },
  ],
  error: undefined,
  diff: unifiedDiff([
    {
      path: 'a.yaml',
      before: bytes('a\nimage: web:v1\n'),
      bytes: bytes('a\nimage: web:v2\n'),
      edits: undefined,
    },
  ]),
};
const failed: Report = {
  ...pushed,
  result: 'failed',
  diff: '',
  changes: [],
  error: { code: 'push-refused', message: 'Cannot push "main": remote: ::error::s3cret', remedy: 'ask' },
};

const notified = [{ place: 'Slack channel C1', delivered: true }];

async function told(report: Report, dialect: DialectName = 'plain', json = false) {
  const said = { out: '', err: '' };
  const reporter = await makeReporter({
    dialect,
    json,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    redact: makeRedact(['s3cret']),
    color: false,
    now: () => 1_700_000_000_000,
  });
  reporter.info('read s3cret');
  reporter.warn('careful');
  await reporter.finish(report, async () => notified);
  return said;
}

test('the diff has the form of git, with the files named', () => {
  expect(pushed.diff).toBe(
    '--- a/a.yaml\n+++ b/a.yaml\n@@ -1,2 +1,2 @@\n a\n-image: web:v1\n+image: web:v2\n',
  );
});

test('a plain log has the change, the diff, the result, and errors apart', async () => {
  const { out, err } = await told(pushed);
  expect(out).toContain('a.yaml:3  acme/web  v1 -> v2');
  expect(out).toContain('+image: web:v2');
  expect(out).toContain(
    'Pushed 01234567 to main of https://git.example.com/config.git after 2 attempts in 0.8 s',
  );
  expect(err).toBe('Warning: careful\n');
});

test('a failure says what is wrong and what to do, without commands and secrets', async () => {
  const { out, err } = await told(failed);
  expect(err).toContain('Cannot push "main": remote: : :error::*** [push-refused]\nTo do: ask\n');
  expect(out).toBe('read ***\n');
});

test('the code stands on the first line of a message that has several', async () => {
  const error = {
    code: 'invalid-input',
    message: 'Cannot use the inputs: 2 problems\n- a\n- b',
    remedy: 'fix',
  } as const;
  for (const json of [false, true]) {
    const { err } = await told({ ...failed, error }, 'gitlab', json);
    expect(err).toContain('Cannot use the inputs: 2 problems [invalid-input]\n- a\n- b\nTo do: fix\n');
  }
});

test('a variable and a field are called by their own names, not by that of the image', async () => {
  const [change] = pushed.changes;
  if (change === undefined) throw new Error('there is no change');
  const report = {
    ...pushed,
    changes: [
      change,
      { ...change, line: 4, variable: 'DD_VERSION' },
      { ...change, image: undefined, path: 'spec.tag' },
    ],
  };
  const { out } = await told(report);
  for (const thing of ['acme/web', 'DD_VERSION', 'spec.tag']) {
    expect(out).toContain(`  ${thing}  v1 -> v2\n`);
    expect(summaryMarkdown(report)).toContain(`| \`${thing}\` | \`v1\` | \`v2\` |`);
  }
});

test('a secret with an invisible character in it does not come out whole', async () => {
  const error = {
    code: 'push-refused',
    message: 'Cannot push: s3\u200bcret, s3\u001b[1mcret',
    remedy: 'ask',
  } as const;
  const { err } = await told({ ...failed, error });
  expect(err).toContain('Cannot push: ***, *** [push-refused]\n');
});

test('neither a file nor a branch nor a server can write a line of the log', async () => {
  const forged = 'a\nPushed 0badc0de to main\u2028Edited 1 file(s)';
  const [change] = pushed.changes;
  if (change === undefined) throw new Error('there is no change');
  const changes = [{ ...change, file: forged, path: forged, from: forged }];
  const { out } = await told({ ...pushed, branch: forged, changes, diff: '' });
  expect(out.split(/[\n\u2028]/).filter((line) => /^(?:Pushed 0bad|Edited)/.test(line))).toEqual([]);
  const error = { code: 'not-editable', message: `Cannot edit "${forged}"`, remedy: 'ask' } as const;
  const { err } = await told({ ...failed, error });
  expect(err).toContain('\n  Pushed 0badc0de');
});

test('with json, stdout is one object and the log goes to stderr', async () => {
  const { out, err } = await told(failed, 'plain', true);
  expect(JSON.parse(out)).toMatchObject({
    result: 'failed',
    notified,
    error: { code: 'push-refused', remedy: 'ask' },
  });
  expect(out).not.toContain('s3cret');
  expect(err).toContain('read ***');
});

test('gitlab folds a long diff into a section', async () => {
  const diff = `${pushed.diff}${' same\n'.repeat(30)}`;
  const { out } = await told({ ...pushed, diff }, 'gitlab');
  expect(out).toMatch(
    /\u001b\[0Ksection_start:1700000000:gitops_deploy_diff\r\u001b\[0KDiff\n[\s\S]*section_end/,
  );
});

test('the Action has an output for every field of the report', () => {
  const outputs = outputsOf(failed);
  const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const fields = Object.keys(pushed)
    .filter((name) => name !== 'error')
    .map(kebab);
  expect(Object.keys(outputs).sort()).toEqual(
    [
      ...[...fields, 'rollout-statuses', 'rollback-result', 'rollback-commit', 'rollback-commit-url'],
      ...['rollback-pull-request-url', 'error-code', 'error-message', 'error-remedy'],
    ].sort(),
  );
  expect(outputs['error-code']).toBe('push-refused');
});

test('the job summary has a table and a fence that the diff cannot close', () => {
  const markdown = summaryMarkdown({ ...pushed, diff: '+ ```` x' });
  expect(markdown).toContain('| `a.yaml:3` | `acme/web` | `v1` | `v2` |');
  expect(markdown).toContain('`````diff\n+ ```` x\n`````');
});

test('in the job summary, what follows a list is no part of it', () => {
  const message = 'Cannot find it: these are there\n- a\n- b\nand these\n- c';
  const error = { code: 'image-not-found', message, remedy: 'fix' } as const;
  expect(summaryMarkdown({ ...failed, error })).toContain(
    'these are there\n- a\n- b\n\nand these\n- c\n\nTo do: fix\n',
  );
});

test('on GitHub, outputs and summary go to their files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'github-'));
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
  for (const file of Object.values(files)) await writeFile(file, '');
  const before = { ...process.env };
  Object.assign(process.env, files);
  try {
    const write = () => undefined;
    const options = {
      json: false,
      out: write,
      err: write,
      redact: makeRedact([]),
      color: false,
      now: () => 0,
    };
    let before = '';
    const tell = async () => {
      before = await readFile(files.GITHUB_OUTPUT, 'utf8');
      return notified;
    };
    const report = { ...pushed, changes: [] };
    await (await makeReporter({ ...options, dialect: 'github' })).finish(report, tell);
    // Whatever happens while people are told, the steps behind know of the push.
    expect(before).toMatch(/^commit<<(ghadelimiter_\S+)\n0123456789\S+\n\1$/m);
    expect(await readFile(files.GITHUB_OUTPUT, 'utf8')).toMatch(
      /^notified<<\S+\n\[{"place":"Slack channel C1"/m,
    );
    expect(await readFile(files.GITHUB_STEP_SUMMARY, 'utf8')).toContain('gitops-deploy: pushed');
  } finally {
    process.env = before;
    await rm(folder, { recursive: true });
  }
});
