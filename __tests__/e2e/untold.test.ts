// What cannot be told of a run changes nothing of how it ended.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allAtOnce } from '../../testing/all-at-once.ts';
import { runBundle } from '../../testing/bundle.ts';
import { file, inScene, token } from '../../testing/fault-scene.ts';
import { status } from '../../testing/faults.ts';

/** Node's own function throws where the product hands it what the condition names. */
const stringifyFails = (when: string): string => `
  const real = JSON.stringify;
  JSON.stringify = (value, ...more) => {
    if (value && typeof value === 'object' && (${when})) throw new RangeError('Invalid string length');
    return real(value, ...more);
  };`;

const diffFails = `
  const Real = TextDecoder;
  globalThis.TextDecoder = class extends Real {
    constructor(label, options) {
      super(label, options);
      if (options?.ignoreBOM && !options.fatal) throw new RangeError('Invalid string length');
    }
  };`;

interface Row {
  readonly what: string;
  readonly script: string;
  /** The server lets nobody push. */
  readonly refused?: true;
  readonly exit: number;
  readonly report?: Readonly<Record<string, unknown>>;
  readonly warning: string;
}

const pushed = { result: 'pushed', attempts: 1 };
const rows: readonly Row[] = [
  {
    what: 'a diff that cannot be made',
    script: diffFails,
    exit: 0,
    report: { ...pushed, diff: '' },
    warning: 'Warning: Cannot show the diff: Invalid string length',
  },
  {
    what: 'a diff that is too long for the report',
    script: stringifyFails('value.diff'),
    exit: 0,
    report: { ...pushed, changes: [], diff: '' },
    warning: 'Warning: Cannot report every change: Invalid string length',
  },
  {
    what: 'a report that cannot be written at all, as JSON that nobody gets',
    script: stringifyFails('value.durationMs'),
    exit: 1,
    warning: 'Warning: Cannot write the JSON to stdout: Invalid string length',
  },
  {
    what: 'nor can the report of a run that failed',
    script: stringifyFails('value.durationMs'),
    refused: true,
    exit: 4,
    warning: 'Warning: Cannot write the JSON to stdout: Invalid string length',
  },
  {
    what: 'a message to Slack that cannot be made',
    script: stringifyFails('value.blocks || value.attachments'),
    exit: 0,
    report: pushed,
    warning: 'the deploy is not affected',
  },
];

const endingOf = allAtOnce(rows, ({ script, refused }) =>
  inScene({}, async ({ server, proxy }) => {
    const path = join(server.repository.directory, 'untold.cjs');
    await writeFile(path, script);
    if (refused) proxy.inject(status(401), ['push']);
    const flags = { repository: proxy.url, file, image: 'acme/web:v2', timeout: '120s', json: true } as const;
    const run = await runBundle([], flags, {
      GITOPS_DEPLOY_TOKEN: token,
      GITOPS_DEPLOY_SLACK_WEBHOOK_URL: 'https://hooks.slack.invalid/services/T0/B0/x',
      NODE_OPTIONS: `--require ${path}`,
    });
    return { ...run, log: await server.repository.log() };
  }),
);

test.each(rows)('$what', (row) => {
  const { exit, stdout, stderr, log } = endingOf(row);
  expect([exit, log.length]).toEqual([row.exit, row.refused ? 1 : 2]);
  expect(stderr).toContain(row.warning);
  if (row.report === undefined) expect(stdout).toBe('');
  else expect(JSON.parse(stdout)).toMatchObject({ ...row.report, commit: log[0] });
});
