// Rows of the inputs that say whether a run waits until its change is live.
import type { BundleRun } from '../../../testing/bundle.ts';
import type { MakeRows } from './row.ts';

export const rolloutNames = [
  'wait',
  'wait-for',
  'wait-grace',
  'wait-url',
  'wait-match',
  'wait-times',
] as const;

export const rolloutRows: MakeRows = ({ server, githubStatuses: hub }) => {
  const all = {
    repository: `http://127.0.0.1:${server.port}/acme/config.git`,
    ...{ token: 'S3cretToken', 'api-url': hub.url, 'host-type': 'github' },
  };
  const waits = { ...all, wait: '1s' };
  const page = `${hub.url}/repos/acme/config/commits/${'0'.repeat(40)}/statuses`;
  /** Every commit has this one status. */
  const says = (state: string, context: string) => () => {
    hub.calls.length = 0;
    const status = { state, context, description: '', created_at: new Date().toISOString() };
    hub.plan('statuses', { status: 200, body: [status] });
  };
  return {
    wait: {
      value: '1s',
      beside: all,
      prepare: says('success', 'kustomization/apps'),
      look: () => hub.calls.length > 0,
      given: true,
      absent: false,
    },
    'wait-for': {
      value: 'deploy/*',
      beside: waits,
      prepare: says('success', 'deploy/web'),
      look: ending,
      given: [0, undefined],
      absent: [8, 'rollout-timed-out'],
    },
    'wait-grace': {
      value: '0',
      beside: waits,
      prepare: says('failure', 'kustomization/apps'),
      look: ending,
      given: [8, 'rollout-failed'],
      absent: [8, 'rollout-timed-out'],
    },
    // The page is the list of statuses, which names the version nowhere, and the context that is asked for.
    'wait-url': {
      value: page,
      beside: waits,
      prepare: says('success', 'kustomization/apps'),
      look: ending,
      given: [8, 'rollout-timed-out'],
      absent: [0, undefined],
    },
    'wait-match': {
      value: 'on-{tag}',
      beside: { ...waits, 'wait-url': page, 'wait-times': '1' },
      prepare: says('success', 'on-v2'),
      look: ending,
      given: [0, undefined],
      absent: [8, 'rollout-timed-out'],
    },
    'wait-times': {
      value: '1',
      beside: { ...waits, 'wait-url': page },
      prepare: says('success', 'v2'),
      look: ending,
      given: [0, undefined],
      absent: [8, 'rollout-timed-out'],
    },
  };
};

/** Exit code, and the code of the error as the log names it. */
function ending({ exit, stdout, stderr }: BundleRun): [number | null, string | undefined] {
  return [exit, /\[([a-z-]+)\]/.exec(stdout + stderr)?.[1]];
}
