// A deploy of the ledger as a row of the table.
import type { Deploy } from '../ledger/read-deploys.ts';
import type { HistoryRow } from '../report/history-table.ts';

/**
 * Makes a row of a deploy: names of images without their registries, fields where no image was deployed.
 * @returns the row
 */
export function historyRow(deploy: Deploy): HistoryRow {
  const { date, references, previous, places, environment, author, source, run, commit } = deploy;
  const files = [...new Set(places.targets.map(({ file }) => file))];
  const fields = places.targets.map(({ what }) => what.replace(/^\./, ''));
  const marks = deploy.isRelease ? ['released'] : deploy.hold?.isOfAll && ['held'];
  const what =
    references.length === 0 ? marks || fields : references.map((each) => each.replace(/^.*\//, ''));
  return { date, what, previous, files, environment, author, source, run, commit };
}
