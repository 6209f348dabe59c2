// Writes the history of deploys as a page for a browser.
import { writeFile } from 'node:fs/promises';
import type { HistoryConfig } from '../config/history-config.ts';
import { DeployError } from '../errors.ts';
import { deliveryFigures, leadMs, takenBack } from '../ledger/delivery-figures.ts';
import type { Deploy } from '../ledger/read-deploys.ts';
import { neutralise } from '../report/neutralise.ts';
import { mapStrings } from '../report/redact.ts';
import { inputName } from '../wording.ts';
import type { CommandContext } from './command.ts';
import { historyRow } from './history-row.ts';

/** What the page is made with. */
interface PageWorld {
  readonly config: Pick<HistoryConfig, 'repository' | 'environment' | 'files' | 'images' | 'since'>;
  /** The deploys of the branch, the newest first: what took some of the wanted ones back may be another one's. */
  readonly all: readonly Deploy[];
  /** The page of a commit at the host. */
  readonly pageOf: (commit: string) => string | undefined;
  readonly context: Pick<CommandContext, 'redact' | 'now'>;
}

/**
 * Writes the page.
 * @param path of the file
 * @param deploys those that are wanted, the newest first
 * @throws {DeployError} invalid-input: the file cannot be written
 */
export async function writeHistoryPage(
  path: string,
  deploys: readonly Deploy[],
  { config, all, pageOf, context: { redact, now } }: PageWorld,
): Promise<void> {
  const { historyPage } = await import('../report/history-page.ts');
  const { repository, environment, files, images, since } = config;
  const bad = takenBack(all);
  const rows = deploys.map((deploy) => ({
    ...historyRow(deploy),
    commitUrl: pageOf(deploy.commit),
    leadMs: leadMs(deploy),
    takesBack: deploy.reverts.length > 0,
    isTakenBack: bad.has(deploy),
  }));
  const names = images.map(({ name, tag }) => (tag === undefined ? name : `${name}:${tag}`));
  const subject = [repository, environment, ...files, ...names].filter(Boolean).join(', ');
  const clean = (text: string): string => redact(neutralise(redact(text)));
  const figures = deliveryFigures(deploys, bad, since, now());
  await write(path, historyPage(clean(subject), figures, mapStrings(rows, clean)));
}

async function write(path: string, page: string): Promise<void> {
  try {
    await writeFile(path, page);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new DeployError(
      'invalid-input',
      `Cannot write the page "${path}": ${meanings[code] ?? code}`,
      `set ${inputName('html')} to the path of a file that can be written, in a folder that is there`,
      { cause: error },
    );
  }
}

const meanings: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  EACCES: 'permission is denied',
  EISDIR: 'it is a folder',
};
