import { boundedOutputs } from '../../src/report/bounded-outputs.ts';
import { summaryMarkdown } from '../../src/report/job-summary.ts';
import type { Report, ReportedChange } from '../../src/report/report.ts';

const change: ReportedChange = {
  ...{ fileUrl: undefined, file: 'apps/a.yaml', line: 3, path: 'spec.template.spec.containers.[0].image' },
  ...{ kind: undefined, name: undefined, namespace: undefined },
  ...{ image: 'acme/web', variable: undefined, from: 'v1', to: 'v2' },
};
const changes = Array.from({ length: 8000 }, (_, line) => ({ ...change, line }));

test('short outputs stay as they are', () => {
  const outputs = { changes: JSON.stringify([change]), diff: '+a\n' };
  expect(boundedOutputs(outputs, [change])).toEqual({ outputs, notes: [] });
});

test('of 8,000 changes the first are handed on, as JSON, and it is said', () => {
  const { outputs, notes } = boundedOutputs({ changes: JSON.stringify(changes) }, changes);
  const first: unknown[] = JSON.parse(outputs.changes ?? '');
  expect(Buffer.byteLength(outputs.changes ?? '')).toBeLessThanOrEqual(60_000);
  expect(first).toEqual(changes.slice(0, first.length));
  expect(notes).toEqual([`Note: the output "changes" holds the first ${first.length} of 8000 changes`]);
});

test.each(['diff', 'error-message'])('a long %s is cut between characters', (name) => {
  const { outputs, notes } = boundedOutputs({ [name]: '😀'.repeat(100_000) }, []);
  expect(outputs[name]).toMatch(/^(?:😀)+\n\.\.\.$/u);
  expect(Buffer.byteLength(outputs[name] ?? '')).toBeLessThanOrEqual(60_004);
  expect(notes).toEqual([expect.stringContaining(`"${name}"`)]);
});

describe('the job summary', () => {
  const report: Report = {
    ...{
      result: 'pushed',
      purpose: 'deploy',
      headline: undefined,
      repository: 'r',
      branch: 'main',
      commit: 'c0ffee',
      commitUrl: undefined,
      pullRequestUrl: undefined,
      pullRequestNumber: undefined,
      remote: undefined,
      supersededBy: undefined,
      rollout: undefined,
      previousSource: undefined,
      unchangedReason: undefined,
    },
    ...{ attempts: 1, durationMs: 1, changes, diff: '+x\n'.repeat(100_000), error: undefined },
  };

  test('of 8,000 places has a hundred rows, and says how many there are more', () => {
    const markdown = summaryMarkdown(report);
    expect(markdown.match(/^\| `apps/gm)).toHaveLength(100);
    expect(markdown).toContain('\nand 7900 more places\n');
    expect(markdown.length).toBeLessThan(100_000);
  });

  test('of a failure that lists every image there is stays short', () => {
    const message = `Cannot find "x":\n${'- acme/web:v1\n'.repeat(100_000)}`;
    const error = { code: 'image-not-found', message, remedy: 'fix' } as const;
    const markdown = summaryMarkdown({ ...report, changes: [], diff: '', result: 'failed', error });
    expect(markdown.length).toBeLessThan(200_000);
    expect(markdown).toContain('To do: fix');
  });
});
