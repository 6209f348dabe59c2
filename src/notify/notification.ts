// What people are told about a deploy, as data, and the port by which they are told.

/** How a deploy stands. */
export type DeployState =
  | 'deploying'
  | 'landed'
  | 'pushed'
  | 'proposed'
  | 'merged'
  | 'unchanged'
  | 'superseded'
  | 'rolled-out'
  | 'rollout-failed'
  | 'rolled-back'
  | 'rollout-timed-out'
  | 'failed'
  | 'unknown';

/** Why the branch changes. */
export type NotifiedPurpose = 'deploy' | 'rollback' | 'promotion' | 'hold' | 'release';

/** A stretch of a line, in raw text: each receiver escapes it for its own service. */
export interface Span {
  readonly text: string;
  readonly style: 'plain' | 'strong' | 'code';
}

/** One line of a message. */
export type Line = readonly Span[];

/** A link that leads somewhere. */
export interface PageLink {
  readonly label: string;
  readonly url: string;
}

/** A message about a deploy, the same for every receiver; what is unknown is not in it. */
export interface Notification {
  readonly state: DeployState;
  readonly purpose: NotifiedPurpose;
  /** What, where to, old to new: so short that a lock screen shows it whole. */
  readonly headline: Line;
  /** What changed where. */
  readonly changes: readonly Line[];
  /** How many lines of what changed are left out. */
  readonly moreChanges: number;
  /** The application's commit that was built. */
  readonly source: NotifiedSource | undefined;
  readonly problem: NotifiedProblem | undefined;
  readonly links: readonly PageLink[];
  /** Who started the run. */
  readonly actor: string | undefined;
  /** For receivers that are machines. */
  readonly record: DeployRecord;
}

/** What was deployed, for machines. */
interface DeployRecord {
  /** Clone URL of the config repository, without credentials. */
  readonly repository: string | undefined;
  readonly commit: string | undefined;
  /** As the user names it, else as the paths tell it. */
  readonly environment: string | undefined;
  /** What was deployed; none where fields alone were set. */
  readonly images: readonly RunningImage[];
  readonly changes: readonly ChangedValue[];
}

/** An image that was deployed, and runs where its rollout has succeeded. */
export interface RunningImage {
  /** With its registry: `docker.io/acme/web`. */
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** One value that has changed. */
export interface ChangedValue {
  readonly file: string;
  readonly line: number;
  readonly namespace: string | undefined;
  readonly of: 'image' | 'variable' | 'field';
  /** The image, the variable, the path of the field. */
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** The application's commit that was built. */
export interface NotifiedSource {
  readonly title: string;
  readonly author: string | undefined;
  readonly url: string | undefined;
  /** What lies between the commit that was deployed before and this one. */
  readonly comparison: PageLink | undefined;
}

/** What went wrong, and what to do. */
export interface NotifiedProblem {
  readonly message: string;
  /** Lines of the message that stand under each other, some of them to copy. */
  readonly lines: readonly string[];
  readonly remedy: string;
  /** Who can help; an end of "Ask ...". */
  readonly ask: string | undefined;
}

/** A place where people read: a channel, a webhook. */
export interface Notifier {
  /** For warnings: `Slack channel C1`. */
  readonly place: string;
  /** Whether what it has posted can be updated. */
  readonly canUpdate: boolean;
  /** Where people answer, as the commit names it: `slack:C1/1700000000.000100`; `undefined`: nothing that can change is there. */
  readonly thread: string | undefined;
  /**
   * Says whether it is told of such a state.
   * @param hasChanged whether the run has changed a value: a rollout may be waited for without that
   */
  wants(state: DeployState, hasChanged: boolean): boolean;
  /**
   * Says how the deploy stands: posts it, or updates what it posted before where that can be done.
   * @param until when to give up, milliseconds of the monotonic clock
   * @throws {Error} a sentence for a warning
   */
  notify(notification: Notification, until: number): Promise<void>;
}
