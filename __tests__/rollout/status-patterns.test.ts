// Which names of statuses a pattern has.
import { agentPatterns, matchesStatus, statusKey } from '../../src/rollout/status-patterns.ts';

test.each([
  ['kustomization/apps', 'kustomization/apps', true],
  ['kustomization/apps', 'kustomization/apps/0c9c2e41', true],
  ['kustomization/apps', 'kustomization/apps-eu/0c9c2e41', false],
  ['kustomization/apps', 'kustomization/apps/eu', false],
  ['kustomization/apps', 'kustomization/apps/0c9c2e4100', false],
  ['kustomization/apps', 'staging/kustomization/apps', false],
  ['kustomization/apps', 'kustomization/apps [reconciliation succeeded]', true],
  ['kustomization/apps/0c9c2e41', 'kustomization/apps/0c9c2e41', true],
  ['kustomization/apps/0c9c2e41', 'kustomization/apps/aaaaaaaa', false],
  ['kustomization/*', 'kustomization/apps/0c9c2e41', true],
  ['*/web', 'continuous-delivery/web', true],
  ['continuous-delivery/web', 'Continuous-Delivery/web', true],
  ['continuous-delivery/we?', 'continuous-delivery/web', true],
  ['deploy', 'deploy', true],
  ['deploy', 'deployed', false],
])('"%s" and "%s": %s', (pattern, name, matches) => {
  expect(matchesStatus(pattern, statusKey(name))).toBe(matches);
});

test.each([
  ['kustomization/apps/0c9c2e41', true],
  ['Kustomization/apps', true],
  ['production/kustomization/apps/0c9c2e41', true],
  ['helmrelease/web/0c9c2e41', true],
  ['continuous-delivery/web', true],
  ['argocd-health/environment/staging', true],
  ['gitrepository/flux-system/0c9c2e41', false],
  ['ci/circleci: build', false],
  ['lint', false],
])('without a pattern, "%s" counts: %s', (name, counts) => {
  expect(agentPatterns.some((pattern) => matchesStatus(pattern, statusKey(name)))).toBe(counts);
});
