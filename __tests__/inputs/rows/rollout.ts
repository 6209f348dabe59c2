// Rows of the inputs that say whether a run waits until its change is live. None of them depends on when a wait ends.
import { ending } from './ending.ts';
import type { MakeRows } from './row.ts';

export const rolloutNames = [
  'wait',
  'wait-for',
  'wait-grace',
  'wait-url',
  'wait-match',
  'wait-times',
  'on-rollout-failure',
] as const;

export const rolloutRows: MakeRows = ({ server, githubStatuses: hub }) => {
  const all = {
    repository: `http://127.0.0.1:${server.port}/acme/config.git`,
    ...{ token: 'S3cretToken', 'api-url': hub.url, 'host-type': 'github' },
  };
  const waits = { ...all, wait: '90s' };
  /** Every commit has these statuses: one list a question, and the last one for all that follow. */
  const says =
    (...lists: readonly (readonly (readonly [state: string, context: string])[])[]) =>
    () => {
      hub.calls.length = 0;
      const at = new Date().toISOString();
      const listed = (list: (typeof lists)[number]) =>
        list.map(([state, context]) => ({ state, context, description: '', created_at: at }));
      hub.plan('statuses', ...lists.map((list) => ({ status: 200, body: listed(list) })));
    };
  const nobody = '0'.repeat(40);
  /** A page that holds the words of the first status. */
  const page = `${hub.url}/repos/acme/config/commits/${nobody}/statuses`;
  const pages = () => hub.calls.filter(({ asked }) => asked.endsWith(nobody)).length;
  const apps = 'kustomization/apps';
  return {
    wait: {
      value: '90s',
      beside: all,
      prepare: says([['success', apps]]),
      look: () => hub.calls.length > 0,
      given: true,
      absent: false,
    },
    'wait-for': {
      value: 'deploy/*',
      beside: { ...waits, 'wait-grace': '0' },
      prepare: says([
        ['success', 'deploy/web'],
        ['failure', apps],
      ]),
      look: ending,
      given: [0, undefined],
      absent: [8, 'rollout-failed'],
    },
    'wait-grace': {
      value: '0',
      beside: waits,
      // At the first look, of the commit before, and at the second look.
      prepare: says([['failure', apps]], [['failure', apps]], [['success', apps]]),
      look: ending,
      given: [8, 'rollout-failed'],
      absent: [0, undefined],
    },
    'wait-url': {
      value: page,
      beside: { ...waits, 'wait-times': '1' },
      prepare: says([['success', 'kustomization/v2']]),
      look: pages,
      given: 1,
      absent: 0,
    },
    'wait-match': {
      value: 'on-{tag}',
      beside: { ...waits, 'wait-url': page, 'wait-times': '1' },
      prepare: says([['success', 'on-v2']], [['success', 'v2']]),
      look: pages,
      given: 1,
      absent: 2,
    },
    'wait-times': {
      value: '1',
      beside: { ...waits, 'wait-url': page },
      prepare: says([['success', 'v2']]),
      look: pages,
      given: 1,
      absent: 3,
    },
    'on-rollout-failure': {
      value: 'rollback',
      beside: { ...waits, 'wait-grace': '0' },
      // At the first look, and of the commit before: what has failed there already is not the fault of this one.
      prepare: says([['failure', apps]], [['success', apps]]),
      look: ({ stdout, stderr }) => /The rollout failed; taking back commit/.test(stdout + stderr),
      given: true,
      absent: false,
    },
  };
};
