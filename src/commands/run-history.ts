// The history of deploys, in order: config, commits, deploys, table.
import { setFlagsFromString } from 'node:v8';
import { readHistoryConfig } from '../config/history-config.ts';
import { globTest } from '../glob-test.ts';
import { commitPage } from '../hosts/commit-page.ts';
import { findHost } from '../hosts/find-host.ts';
import { isMarkAlone } from '../ledger/holds.ts';
import { type Deploy, deploysOf } from '../ledger/read-deploys.ts';
import { selectDeploys } from '../ledger/select-deploys.ts';
import { historyTable } from '../report/history-table.ts';
import { printedText } from '../report/printed.ts';
import type { CommandContext } from './command.ts';
import { historyRow } from './history-row.ts';
import { ciServer, openConfigRepository } from './open-config-repository.ts';
import type { Printed } from './outcome.ts';
import { writeHistoryPage } from './write-history-page.ts';

/** More commits than this are not read. */
const mostCommits = 50_000;

/**
 * Reads the deploys of a branch.
 * @returns the table, and the same for programs
 * @throws {DeployError} invalid-input, and whatever reading the branch throws
 */
export async function runHistory(context: CommandContext): Promise<Printed> {
  const started = context.monotonicNow();
  // What is read is soon garbage, and need not be collected for long: 10,000 deploys take 130 MB so, and 190 MB otherwise.
  setFlagsFromString('--semi-space-growth-factor=1');
  const config = readHistoryConfig(context.given, context.now());
  const { repository: shown, branch, url, files, images, environment, since, html } = config;
  const open = await openConfigRepository(config, undefined, started + config.timeoutMs, context);
  try {
    const commits = await open.repository.log(branch, mostCommits);
    const tests = files.map(globTest);
    const isFile = tests.length === 0 ? undefined : (path: string) => tests.some((test) => test(path));
    const all = deploysOf(commits);
    const deploys = selectDeploys(all, { isFile, images, environment, since });
    const server = ciServer(context.given.ci);
    const pageOf = (commit: string) => commitPage(findHost(url, server), url, commit, server);
    const json = {
      repository: shown,
      commits: commits.length,
      deploys: deploys.map((each) => jsonOf(each, pageOf)),
    };
    const done = deploys.filter((deploy) => !isMarkAlone(deploy));
    if (html !== undefined) await writeHistoryPage(html, done, { config, all, pageOf, context });
    const sum = `${counted(deploys.length, 'deploy')} in ${counted(commits.length, 'commit')} of ${shown}`;
    const wrote = html === undefined ? [] : [`Wrote the page "${html}"`];
    const lines = [...tableOf(deploys), sum, ...wrote];
    return { text: printedText({ lines, json }, context.given.json, context.redact) };
  } finally {
    open.close();
  }
}

function tableOf(deploys: readonly Deploy[]): readonly string[] {
  return deploys.length === 0 ? [] : historyTable(deploys.map(historyRow));
}

function jsonOf(deploy: Deploy, pageOf: (commit: string) => string | undefined): object {
  const { date, places, keeps: _, ...said } = deploy;
  return {
    date: new Date(date).toISOString(),
    ...said,
    commitUrl: pageOf(deploy.commit),
    targets: places.targets.map(({ file, what }) => ({ file, what })),
    hasMoreTargets: places.isCut,
  };
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
