// Which statuses count, by their names: those of the user's patterns, else those that GitOps agents are known to write.
import { matchesWildcard } from '../wildcard.ts';

/**
 * What agents call their statuses. Flux writes `kind/name/uid`, and its older versions `summary/kind/name`; its kind GitRepository is
 * left out, which says only that the commit was fetched. Argo CD's documentation has `continuous-delivery/APP`, gitops-promoter
 * has `argocd-health/BRANCH`.
 * Sources: https://fluxcd.io/flux/components/notification/providers/#git-commit-status-updates,
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/github/,
 * https://github.com/argoproj-labs/gitops-promoter
 */
export const agentPatterns: readonly string[] = [
  'kustomization/*',
  '*/kustomization/*',
  'helmrelease/*',
  '*/helmrelease/*',
  'continuous-delivery/*',
  'argocd/*',
  'argocd-health/*',
];

/**
 * Gives the name by which a status is known: hosts take names in any case, and Flux writes its words behind a name on Bitbucket Data
 * Center, `kustomization/apps [reconciliation succeeded]`.
 * @param name as the host gives it
 * @returns the name in lower case
 */
export function statusKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/ \[[^\]]*\]$/, '')
    .trim();
}

/** The first digits of the provider's UID, which Flux puts behind a name. */
const uid = /\/[0-9a-f]{8}$/;

/**
 * Says whether a status is as a pattern has it: `kustomization/apps` is also `kustomization/apps/0c9c2e41`.
 * @param pattern with `*` for any text and `?` for one character
 * @param key of the status
 * @returns whether it is
 */
export function matchesStatus(pattern: string, key: string): boolean {
  const wanted = pattern.toLowerCase();
  return matchesWildcard(wanted, key) || (uid.test(key) && matchesWildcard(wanted, key.replace(uid, '')));
}

/**
 * Says whether an agent writes a status of that name about every commit that it reaches, whatever has changed in it: Flux does for its
 * Kustomizations.
 * @param key of a status
 * @returns whether it does
 */
export function isOnEveryCommit(key: string): boolean {
  return /(?:^|\/)kustomization\//.test(key);
}
