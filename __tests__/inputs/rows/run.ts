// Rows of the inputs that say how a run goes and how it ends.
import { setTimeout as sleep } from 'node:timers/promises';
import { ending } from './ending.ts';
import { oneChange, oneFile } from './manifests.ts';
import type { MakeRows } from './row.ts';

export const runNames = [
  'if-unchanged',
  'if-superseded',
  'dry-run',
  'timeout',
  'json',
  'command',
  'to',
  'hold',
  'reason',
] as const;

export const runRows: MakeRows = ({ server, landed }) => ({
  'if-unchanged': {
    value: 'fail',
    beside: { image: 'acme/web:v1' },
    look: ending,
    given: [3, 'would-change-nothing'],
    absent: [0, undefined],
  },
  'if-superseded': {
    value: 'fail',
    beside: { order: 'web 1' },
    // Whoever is asked for the files has the commit of a newer run by then.
    prepare: () =>
      server.intercept(async ({ entry, run, send }) => {
        if (entry.method === 'GET' && entry.service === 'upload-pack')
          await server.repository.commit({}, 'Deploy\n\nDeploy-Order: web 2\nDeploy-Target: *\nDeploy-Id: 2');
        send(await run());
      }),
    look: ending,
    given: [5, 'superseded'],
    absent: [0, undefined],
  },
  'dry-run': {
    value: 'true',
    look: async ({ stdout }) => ({
      landed: await landed(),
      shown: oneChange.every((line) => stdout.includes(line)),
    }),
    given: { landed: [], shown: true },
    absent: { landed: oneChange, shown: true },
  },
  timeout: {
    value: '1s',
    // The first answers come when the time is up that the input gives, and long before the usual time is.
    prepare: () =>
      server.intercept(async ({ entry, run, send }) => {
        if (entry.method === 'GET') await sleep(2000);
        send(await run());
      }),
    look: ending,
    given: [6, 'out-of-time'],
    absent: [0, undefined],
  },
  json: {
    value: 'true',
    // An Action has outputs.
    notAs: 'Action input',
    look: ({ stdout }) => resultIn(stdout),
    given: 'pushed',
    absent: undefined,
  },
  command: {
    value: 'rollback',
    beside: { image: 'acme/web' },
    look: ending,
    given: [3, 'deploy-not-found'],
    absent: [2, 'invalid-input'],
  },
  to: {
    value: 'v7',
    beside: { command: 'rollback', image: 'acme/web' },
    prepare: () =>
      server.intercept(async ({ entry, run, send }) => {
        if (entry.method === 'GET' && entry.service === 'upload-pack')
          await server.repository.commit(
            {},
            `Deploy\n\nDeploy-Target: ${oneFile}#acme/web\nDeploy-Image: acme/web:v1\nDeploy-Id: 1`,
          );
        send(await run());
      }),
    look: ending,
    given: [3, 'deploy-not-found'],
    absent: [0, undefined],
  },
  hold: {
    value: 'all',
    beside: { command: 'rollback', image: 'acme/web' },
    look: ending,
    given: [2, 'invalid-input'],
    absent: [3, 'deploy-not-found'],
  },
  reason: {
    value: 'frozen',
    beside: { command: 'hold', image: 'acme/web' },
    look: ending,
    given: [0, undefined],
    absent: [2, 'invalid-input'],
  },
});

/** The result in the one JSON object that `stdout` is. */
function resultIn(stdout: string): string | undefined {
  try {
    return (JSON.parse(stdout) as { result: string }).result;
  } catch {
    return undefined;
  }
}
