// What a run says whose rollout failed, once its deploy was taken back, or was not.
import type { Report, ReportedRollback } from '../report/report.ts';
import { program } from '../wording.ts';
import type { Outcome } from './outcome.ts';

/** What is said of a rollback behind the failure, and what there is to do. */
interface RollbackWords {
  readonly what: string;
  readonly remedy: string;
}

/**
 * Says in an outcome what became of the rollback.
 * @param outcome of the deploy, with a rollout that failed
 * @param done of the rollback
 * @returns the outcome of both; its error keeps the code
 */
export function withRollback(outcome: Outcome, done: Outcome): Outcome {
  const { rollout } = outcome;
  if (rollout === undefined) return outcome;
  const rollback = reportedRollback(done);
  return saying({ ...outcome, rollout: { ...rollout, rollback } }, wordsOf(rollback));
}

/**
 * Says in an outcome that there was no rollback.
 * @param outcome of the deploy, with a rollout that failed
 * @param why the end of a sentence
 * @returns the outcome; its error keeps the code
 */
export function withoutRollback(outcome: Outcome, why: string): Outcome {
  return saying(outcome, {
    what: `nothing is taken back, because ${why}`,
    remedy: `look at what the agent says; ${byCommand}`,
  });
}

function saying(outcome: Outcome, { what, remedy }: RollbackWords): Outcome {
  const { error } = outcome;
  if (error === undefined) return outcome;
  return { ...outcome, error: { code: error.code, message: `${error.message}; ${what}`, remedy } };
}

const byCommand = `go back with "${program} rollback", or deploy a fix`;

function reportedRollback(done: Outcome): ReportedRollback {
  const { headline, commit, commitUrl, pullRequestUrl, pullRequestNumber, error } = done;
  const isDone = error === undefined || error.code === 'outcome-unknown';
  return {
    result: resultOf(done),
    headline,
    commit: isDone ? commit : undefined,
    commitUrl: isDone ? commitUrl : undefined,
    pullRequestUrl,
    pullRequestNumber,
    error,
  };
}

function resultOf({ result, error }: Outcome): ReportedRollback['result'] {
  switch (result) {
    case 'pushed':
    case 'merged':
    case 'proposed':
    case 'unchanged':
    case 'superseded':
    case 'unknown':
      return result;
    case 'failed':
    case 'dry-run':
    case 'edited':
      return error?.code === 'superseded' ? 'superseded' : 'failed';
  }
}

function wordsOf({ result, commit = '', pullRequestUrl = '', error }: ReportedRollback): RollbackWords {
  switch (result) {
    case 'pushed':
      return { what: `it was taken back with commit "${commit}"`, remedy: fix };
    case 'merged':
      return { what: `it was taken back with the pull request ${pullRequestUrl}`, remedy: fix };
    case 'proposed':
      return {
        what: `its rollback is proposed in the pull request ${pullRequestUrl}`,
        remedy: 'merge it, or close it where the deploy is to stay; then deploy a fix',
      };
    case 'unchanged':
      return {
        what: 'nothing is taken back, because what was there before is there again',
        remedy: 'look at what the agent says, and deploy a fix',
      };
    case 'superseded':
      return {
        what: `nothing is taken back: ${reasonOf(error)}`,
        remedy: `look at what is there now; ${byCommand} if it is still needed`,
      };
    case 'unknown':
    case 'failed':
      return {
        what: `it is not taken back: ${error?.message ?? ''} [${error?.code ?? ''}]`,
        remedy: `${error?.remedy ?? ''}; then ${byCommand}`,
      };
  }
}

const fix = `look at what the agent says, and deploy a fix: the value that failed is held there until another one comes, or until "${program} release"`;

/** Without `Cannot roll back "web": ` or `Cannot deploy run "web 7": `, which is said already. */
function reasonOf(error: Report['error']): string {
  return (error?.message ?? '').replace(/^Cannot (?:roll back|deploy run) "[^"]*": /, '');
}
