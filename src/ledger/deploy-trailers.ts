// The trailers by which a deploy is found again: what it changes, and where it stands among others.
import { type DeployHold, holdTrailers } from './deploy-hold.ts';
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
  /** The variables that carry the tag, where some changed. */
  readonly versionEnv: readonly string[];
  /** The commits whose deploys are taken back, the newest first. */
  readonly reverts: readonly string[];
  /** What must not be deployed there from now on. */
  readonly hold: DeployHold | undefined;
  /** The files that the versions come from, `FILE@COMMIT` each. */
  readonly promotes: readonly string[];
  /** The commits whose holds end. */
  readonly releases: readonly string[];
}

/** More commits are not listed: the last one says how far back it goes. */
const mostReverts = 50;

/**
 * Writes the trailers of an entry.
 * @returns keys and values; what is not known is left out
 */
export function ledgerTrailers(
  entry: LedgerEntry,
): readonly { readonly key: string; readonly value: string }[] {
  const {
    targets,
    order,
    sourceDate,
    environment = '',
    versionEnv,
    reverts,
    hold,
    releases,
    promotes,
  } = entry;
  const ends =
    reverts.length > mostReverts ? [...reverts.slice(0, mostReverts - 1), ...reverts.slice(-1)] : reverts;
  return [
    { key: 'Deploy-Source-Date', value: isoDate(sourceDate) ?? '' },
    { key: 'Deploy-Environment', value: environment },
    { key: 'Deploy-Order', value: order === undefined ? '' : formatOrder(order) },
    ...ends.map((value) => ({ key: 'Deploy-Reverts', value })),
    ...promotes.slice(0, mostReverts).map((value) => ({ key: 'Deploy-Promotes', value })),
    ...holdTrailers(hold),
    ...releases.map((value) => ({ key: 'Deploy-Release', value })),
    ...versionEnv.map((value) => ({ key: 'Deploy-Version-Env', value })),
    ...formatTargets(targets).map((value) => ({ key: 'Deploy-Target', value })),
  ].filter(({ value }) => value !== '');
}
