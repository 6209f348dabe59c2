// The report on GitHub Actions: log, annotations, outputs, job summary.
import * as core from '@actions/core';
import { boundedOutputs } from './bounded-outputs.ts';
import { copyTitle, linesToCopy } from './copy-lines.ts';
import { diffLines, shortestFolded } from './diff-lines.ts';
import { summaryMarkdown } from './job-summary.ts';
import { landingLines } from './landing-lines.ts';
import type { NotifiedPlace, Report, Reporter } from './report.ts';
import { changeLine, failureText, resultLines } from './result-lines.ts';

/**
 * Makes the reporter of log groups, annotations, outputs and the job summary of GitHub Actions.
 * @param color whether to colour the diff
 * @returns a reporter that writes to the runner
 */
export function githubReporter(color: boolean): Reporter {
  return {
    info: (line) => core.info(line),
    warn: (line) => core.warning(line, { title: 'gitops-deploy' }),
    finish: async (report, tell) => {
      for (const change of report.changes) core.info(changeLine(change));
      writeDiff(diffLines(report.diff, color));
      // Titles stand on the annotation alone, not in the log.
      const lines = report.error === undefined ? resultLines(report) : landingLines(report);
      if (lines.length > 0) core.info(lines.join('\n'));
      if (report.error !== undefined) core.error(failureText(report), { title: 'gitops-deploy' });
      const copied = linesToCopy(report);
      if (copied.length > 0) core.info([`${copyTitle(copied)}:`, ...copied].join('\n'));
      await bestEffort('set the outputs', () => setTexts(outputsOf(report), report.changes));
      await bestEffort('write the job summary', () => writeSummary(report));
      const notified = await tell();
      await bestEffort('set the output "notified"', () => setTexts(notifiedOutput(notified), report.changes));
    },
  };
}

function writeDiff(lines: readonly string[]): void {
  const isFolded = lines.length >= shortestFolded;
  if (isFolded) core.startGroup('Diff');
  if (lines.length > 0) core.info(lines.join('\n'));
  if (isFolded) core.endGroup();
}

/**
 * Makes the Action's outputs: the report's fields in kebab-case. Empty where there is nothing to say.
 * @returns texts by name; changes as JSON
 */
export function outputsOf(report: Report): Readonly<Record<string, string>> {
  return {
    result: report.result,
    purpose: report.purpose ?? '',
    headline: report.headline ?? '',
    repository: report.repository ?? '',
    branch: report.branch ?? '',
    commit: report.commit ?? '',
    'commit-url': report.commitUrl ?? '',
    'pull-request-url': report.pullRequestUrl ?? '',
    'pull-request-number': String(report.pullRequestNumber ?? ''),
    attempts: String(report.attempts ?? 0),
    remote: report.remote ?? '',
    'superseded-by': report.supersededBy?.order ?? '',
    'previous-source': report.previousSource ?? '',
    ...rolloutOutputs(report.rollout),
    'unchanged-reason': report.unchangedReason ?? '',
    'duration-ms': String(report.durationMs),
    changes: JSON.stringify(report.changes),
    diff: report.diff,
    ...errorOutputs(report.error ?? { code: '', message: '', remedy: '' }),
  };
}

function errorOutputs({ code, message, remedy }: Readonly<Record<'code' | 'message' | 'remedy', string>>) {
  return { 'error-code': code, 'error-message': message, 'error-remedy': remedy };
}

function rolloutOutputs(rollout: Report['rollout']) {
  const { result, commit, commitUrl, pullRequestUrl } = rollout?.rollback ?? {};
  return {
    rollout: rollout?.state ?? 'none',
    'rollout-statuses': JSON.stringify(rollout?.statuses ?? []),
    'rollback-result': result ?? '',
    'rollback-commit': commit ?? '',
    'rollback-commit-url': commitUrl ?? '',
    'rollback-pull-request-url': pullRequestUrl ?? '',
  };
}

/**
 * Makes the output that says who is told.
 * @returns its text by its name
 */
export function notifiedOutput(notified: readonly NotifiedPlace[]): Readonly<Record<string, string>> {
  return { notified: JSON.stringify(notified) };
}

function setTexts(texts: Readonly<Record<string, string>>, changes: Report['changes']): void {
  const { outputs, notes } = boundedOutputs(texts, changes);
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  for (const note of notes) core.info(note);
}

async function writeSummary(report: Report): Promise<void> {
  await core.summary.addRaw(summaryMarkdown(report)).write();
}

/** A container has the runner's variables without its files: what is pushed stays pushed, and the job a success. */
async function bestEffort(what: string, act: () => Promise<void> | void): Promise<void> {
  try {
    await act();
  } catch (error) {
    core.warning(`Cannot ${what}: ${error instanceof Error ? error.message : String(error)}`, {
      title: 'gitops-deploy',
    });
  }
}
