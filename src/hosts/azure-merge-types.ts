// Which ways to merge the policy "Limit merge types" of Azure DevOps leaves:
// https://learn.microsoft.com/azure/devops/repos/git/branch-policies#limit-merge-types
import { fieldOf } from '../json-field.ts';

/** The id of the policy's type. */
export const mergeTypesPolicy = 'fa4e907d-c16b-4a4c-9dfa-4916e5d171ab';

/** The ways to merge, in the order in which they are tried: a merge keeps our commit as it is. */
export const azureStrategies = ['noFastForward', 'rebaseMerge', 'rebase', 'squash'] as const;

/** A way to merge. */
export type AzureStrategy = (typeof azureStrategies)[number];

const settingNames: Readonly<Record<AzureStrategy, string>> = {
  noFastForward: 'allowNoFastForward',
  rebaseMerge: 'allowRebaseMerge',
  rebase: 'allowRebase',
  squash: 'allowSquash',
};

/**
 * Finds the ways to merge that all policies of a branch allow.
 * @param configurations the answer to a request for the policies
 * @returns them in the order in which they are tried; all of them where no policy limits them
 */
export function allowedStrategies(configurations: unknown): readonly AzureStrategy[] {
  const list = fieldOf(configurations, 'value');
  const limits = (Array.isArray(list) ? list : []).filter(
    (each) =>
      fieldOf(fieldOf(each, 'type'), 'id') === mergeTypesPolicy &&
      fieldOf(each, 'isEnabled') === true &&
      fieldOf(each, 'isBlocking') === true &&
      fieldOf(each, 'isDeleted') !== true,
  );
  return azureStrategies.filter((strategy) =>
    limits.every((limit) => isAllowed(fieldOf(limit, 'settings'), strategy)),
  );
}

/** A policy that was made years ago knows squash, or a merge without it. */
function isAllowed(settings: unknown, strategy: AzureStrategy): boolean {
  const useSquash = fieldOf(settings, 'useSquashMerge');
  if (typeof useSquash === 'boolean') return strategy === (useSquash ? 'squash' : 'noFastForward');
  return fieldOf(settings, settingNames[strategy]) === true;
}
