// Inputs that say whether a run waits until its change is live, and what tells that.
import type { InputRow } from './input.ts';

export const rolloutInputs = {
  wait: {
    help: 'How long to wait for the rollout behind the landing: `10m`; `0` does not wait. See docs/rollout.md',
    default: '0',
  },
  'wait-for': {
    help: 'Statuses of the commit to wait for, one name per line, `*` for any text: `kustomization/apps` is also `kustomization/apps/0c9c2e41`; without it those that GitOps agents are known to write',
    kind: 'list',
  },
  'wait-grace': {
    help: 'How long a failed status has to stay until it counts: a later commit may be fine',
    default: '30s',
  },
  'wait-url': {
    help: 'Page of the application that says which version runs, `https://api.acme.io/version`: it is waited for too, or alone where `wait-for` is not given; no credential is sent there',
  },
  'wait-match': {
    help: 'What the page has to hold: `{tag}`, `{sha}` of the application, or words around them, `"commit":"{sha}"`',
    default: '{tag}',
    keepsVariables: true,
  },
  'wait-times': {
    help: 'How often in a row the page has to say it: old pods answer beside new ones',
    default: '3',
  },
  'on-rollout-failure': {
    help: 'What becomes of a deploy whose rollout failed: `keep` leaves it; `rollback` takes it back in the same run and holds its value, unless somebody has deployed there since',
    oneOf: ['keep', 'rollback'],
    default: 'keep',
  },
} as const satisfies Record<string, InputRow>;
