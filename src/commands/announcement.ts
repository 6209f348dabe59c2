// Telling people how a deploy goes, where the configuration asks for it.
import type { LandingWatcher } from '../change/land-edit.ts';
import { noEdit, type RunWords, type Summary, summarize } from '../change/summary.ts';
import type { NotificationConfig } from '../config/notification-config.ts';
import type { BuiltSource } from '../config/origin-config.ts';
import type { ManifestEdit, Target } from '../manifest/edit-manifests.ts';
import { composeNotification } from '../notify/compose-notification.ts';
import type { Notification, Notifier } from '../notify/notification.ts';
import { notifyAll } from '../notify/notify-all.ts';
import type { CommandContext } from './command.ts';
import { cleanFacts, gatherFacts, type KnownOutcome } from './gather-facts.ts';
import { isWanted } from './notify-on.ts';
import { openNotifiers } from './open-notifiers.ts';
import type { Outcome } from './outcome.ts';
import { unlessStopped } from './unless-stopped.ts';

/** A deploy that lasts longer is told while it goes on, where its message can be updated; milliseconds. */
const longDeploy = 2000;
/** A deploy that ran out of time, or was stopped, is told all the same, and waits so long for an answer, milliseconds. */
const leastTime = 2000;
/** Nobody waits longer than this for an answer, milliseconds. */
const mostTime = 20_000;

/** What is known of a deploy before its files are read. */
export interface AnnouncedDeploy {
  readonly target: Target;
  readonly source: BuiltSource | undefined;
  readonly run: RunWords;
}

/** What people are told of one deploy. It follows the landing, and never keeps it waiting. */
export class Announcement implements LandingWatcher {
  readonly #deploy: AnnouncedDeploy;
  readonly #config: NotificationConfig;
  readonly #context: CommandContext;
  #edit = noEdit;
  #isLong = false;
  #timer: NodeJS.Timeout | undefined;
  #notifiers: Promise<readonly Notifier[]> | undefined;
  #open: readonly Notifier[] = [];
  /** Settles when the message of a deploy that goes on is posted, or has failed. */
  #early: Promise<unknown> | undefined;

  constructor(deploy: AnnouncedDeploy, config: NotificationConfig, context: CommandContext) {
    this.#deploy = deploy;
    this.#config = config;
    this.#context = context;
  }

  /** What the deploy is about, as far as it is known by now. */
  get summary(): Summary {
    return summarize(this.#edit, this.#deploy.target, this.#deploy.run);
  }

  /** Starts to follow a deploy: if it lasts, it is told of before it ends. Only a bot can update what it posted. */
  begin(): void {
    if (this.#config.notifyOn !== 'always' || this.#config.slack?.token === undefined) return;
    this.#timer = setTimeout(() => {
      this.#isLong = true;
      this.#postEarly();
    }, longDeploy).unref();
  }

  edited(edit: ManifestEdit): void {
    this.#edit = edit;
    if (this.#isLong) this.#postEarly();
  }

  threads(): readonly string[] {
    return this.#open.flatMap(({ thread }) => (thread === undefined ? [] : [thread]));
  }

  /**
   * Says how it went. Never throws: a failure is a warning.
   * @param deadline the end of the deploy's time, milliseconds of the monotonic clock
   */
  async end(outcome: Outcome, deadline: number): Promise<void> {
    clearTimeout(this.#timer);
    const { result } = outcome;
    if (this.#config.slack === undefined || !isWanted(outcome, this.#config)) return;
    if (result === 'dry-run' || result === 'edited') return;
    const { signal, warn, monotonicNow } = this.#context;
    const left = signal.aborted ? 0 : deadline - monotonicNow();
    const until = monotonicNow() + Math.max(leastTime, Math.min(mostTime, left));
    const warnings = this.#tell({ ...outcome, state: result }, until);
    for (const warning of await unlessStopped(warnings, leastTime, signal)) warn(warning);
  }

  async #tell(outcome: KnownOutcome, until: number): Promise<readonly string[]> {
    try {
      await this.#early;
      const notification = this.#compose(outcome);
      const notifiers = await this.#openOnce();
      if (notifiers.length === 0) return [nobodyNamed(this.summary)];
      return await notifyAll(notifiers, notification, until);
    } catch (error) {
      return [`Cannot tell people: ${String(error)}; the deploy is not affected`];
    }
  }

  /** Before the end, only where something is about to change: what fails then is told at the end. */
  #postEarly(): void {
    if (this.#early !== undefined || this.#edit.files.length === 0) return;
    const until = this.#context.monotonicNow() + mostTime / 2;
    const outcome = { state: 'deploying', error: undefined, commit: undefined } as const;
    this.#early = this.#openOnce()
      .then((notifiers) => {
        this.#open = notifiers;
        const updatable = notifiers.filter(({ canUpdate }) => canUpdate);
        const where = { commitUrl: undefined, repository: undefined };
        return notifyAll(updatable, this.#compose({ ...outcome, ...where }), until);
      })
      .catch(() => undefined);
  }

  #openOnce(): Promise<readonly Notifier[]> {
    const { target } = this.#deploy;
    this.#notifiers ??= openNotifiers(
      this.#config,
      this.#edit,
      target,
      this.summary.environment,
      this.#context,
    );
    return this.#notifiers;
  }

  #compose(outcome: KnownOutcome): Notification {
    const { kind, serverUrl } = this.#context.given.ci;
    const story = { ...this.#deploy, edit: this.#edit, summary: this.summary };
    const facts = gatherFacts(outcome, story, this.#config, { kind, url: serverUrl });
    return composeNotification(cleanFacts(facts, this.#context.redact));
  }
}

function nobodyNamed({ namespace, environment }: Summary): string {
  const place = namespace === '' ? `environment "${environment}"` : `namespace "${namespace}"`;
  const what = `no line of slack-channel or slack-webhook-url is for the ${place}`;
  return `Cannot post to Slack: ${what}; add one, or one without a name`;
}
