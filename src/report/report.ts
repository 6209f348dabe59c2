// What a run reports, and where to.
import type { ErrorCode } from '../errors.ts';

/** What a run did, in the fields of `--json`; the Action's outputs are the same in kebab-case. */
export interface Report {
  readonly result:
    | 'pushed'
    | 'proposed'
    | 'merged'
    | 'edited'
    | 'unchanged'
    | 'superseded'
    | 'dry-run'
    | 'failed'
    | 'unknown';
  /** Why the branch changes; `undefined`: local files are edited, or it did not come to that. */
  readonly purpose: 'deploy' | 'rollback' | 'promotion' | 'hold' | 'release' | undefined;
  /** What goes where, for people: `vehicles a6b469c to prod`. */
  readonly headline: string | undefined;
  /** Without credentials. */
  readonly repository: string | undefined;
  readonly branch: string | undefined;
  readonly commit: string | undefined;
  readonly commitUrl: string | undefined;
  /** The page of the pull request, where the change was proposed. */
  readonly pullRequestUrl: string | undefined;
  readonly pullRequestNumber: number | undefined;
  readonly attempts: number | undefined;
  /** What the server said beside a success, in lines: that the repository has moved, that a rule was bypassed. */
  readonly remote: string | undefined;
  /** Where a newer run was faster; `commit` and `commitUrl` are of its deploy. */
  readonly supersededBy: { readonly order: string; readonly runUrl: string | undefined } | undefined;
  /** The application's commit whose image is replaced, `owner/name@COMMIT`, where the branch says it. */
  readonly previousSource: string | undefined;
  /** Why nothing changed, where it is another reason than that every place holds the wanted value. */
  readonly unchangedReason: string | undefined;
  readonly durationMs: number;
  readonly changes: readonly ReportedChange[];
  /** Unified diff. */
  readonly diff: string;
  /** Whether it went live; `undefined` where nothing could. */
  readonly rollout: ReportedRollout | undefined;
  readonly error: { readonly code: ErrorCode; readonly message: string; readonly remedy: string } | undefined;
}

/** What is known of the rollout of a commit. */
export interface ReportedRollout {
  /** `none`: nothing was waited for. */
  readonly state: 'succeeded' | 'failed' | 'timed-out' | 'none';
  /** What decided it, or was known when the time was over. */
  readonly statuses: readonly ReportedStatus[];
  /** Where it failed, and the run has tried to take the deploy back. */
  readonly rollback: ReportedRollback | undefined;
}

/** What became of taking a deploy back whose rollout failed. */
export interface ReportedRollback {
  /** `superseded`: somebody has deployed there since; `unchanged`: what was there before was there again. */
  readonly result: 'pushed' | 'merged' | 'proposed' | 'unchanged' | 'superseded' | 'failed' | 'unknown';
  /** For people: `vehicles back to a6b469c in prod`. */
  readonly headline: string | undefined;
  readonly commit: string | undefined;
  readonly commitUrl: string | undefined;
  readonly pullRequestUrl: string | undefined;
  readonly pullRequestNumber: number | undefined;
  readonly error: Report['error'];
}

/** What an agent said about a commit. */
interface ReportedStatus {
  readonly name: string;
  readonly state: 'pending' | 'success' | 'failure';
  readonly commit: string;
  readonly description: string;
  readonly url: string | undefined;
}

export interface ReportedChange {
  readonly file: string;
  /** The page of the file at the commit, at the line. */
  readonly fileUrl: string | undefined;
  readonly line: number;
  readonly path: string;
  /** The object around it, where there is one, and the namespace where anything says one. */
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly image: string | undefined;
  /** The container's variable that carries the tag, where it is one that changed, and not the image itself. */
  readonly variable: string | undefined;
  readonly from: string;
  readonly to: string;
}

/** Somebody who was to be told how the run ended. */
export interface NotifiedPlace {
  /** `Slack channel C0123456789` */
  readonly place: string;
  readonly delivered: boolean;
}

/** Where a run tells what it does. Everything that goes in comes out neutralised and without secrets. */
export interface Reporter {
  readonly info: (line: string) => void;
  readonly warn: (line: string) => void;
  /**
   * The last word: changes, diff, result or error, outputs.
   * @param tell tells people how the run ended, once, and gives who is told: a log has its last word before
   */
  readonly finish: (report: Report, tell: () => Promise<readonly NotifiedPlace[]>) => Promise<void>;
}

/** Writes text as it is; a line's end is part of it. */
export type WriteText = (text: string) => void;
