// The trailers by which a deploy is found again: what it changes, and where it stands among others.
import { type DeployOrder, formatOrder } from './deploy-order.ts';
import { type DeployTarget, formatTargets } from './deploy-target.ts';
import { isoDate } from './iso-date.ts';

/** What a commit says of a deploy for those who read the history. */
export interface LedgerEntry {
  readonly targets: readonly DeployTarget[];
  readonly order: DeployOrder | undefined;
  /** When the commit that was built was made, in ISO 8601. */
  readonly sourceDate: string | undefined;
  /** As the user names it. */
  readonly environment: string | undefined;
}

/**
 * Writes the trailers of an entry.
 * @returns keys and values; what is not known is left out
 */
export function ledgerTrailers(
  entry: LedgerEntry,
): readonly { readonly key: string; readonly value: string }[] {
  const { targets, order, sourceDate, environment = '' } = entry;
  return [
    { key: 'Deploy-Source-Date', value: isoDate(sourceDate) ?? '' },
    { key: 'Deploy-Environment', value: environment },
    { key: 'Deploy-Order', value: order === undefined ? '' : formatOrder(order) },
    ...formatTargets(targets).map((value) => ({ key: 'Deploy-Target', value })),
  ].filter(({ value }) => value !== '');
}
