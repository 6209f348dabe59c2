// Telling people how a deploy went, where the configuration asks for it.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LandingWatcher } from '../change/land-edit.ts';
import { noEdit, type RunWords, type Summary, summarize } from '../change/summary.ts';
import type { NotificationConfig } from '../config/notification-config.ts';
import type { BuiltSource } from '../config/origin-config.ts';
import type { ManifestEdit, Target } from '../manifest/edit-manifests.ts';
import { composeNotification } from '../notify/compose-notification.ts';
import type { CommandContext } from './command.ts';
import { cleanFacts, gatherFacts } from './gather-facts.ts';
import type { Outcome } from './outcome.ts';

/** A deploy that ran out of time, or was stopped, is told all the same, and waits so long for Slack, milliseconds. */
const leastTime = 2000;
/** Nobody waits longer than this for Slack, milliseconds. */
const mostTime = 10_000;

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

  constructor(deploy: AnnouncedDeploy, config: NotificationConfig, context: CommandContext) {
    this.#deploy = deploy;
    this.#config = config;
    this.#context = context;
  }

  /** What the deploy is about, as far as it is known by now. */
  get summary(): Summary {
    return summarize(this.#edit, this.#deploy.target, this.#deploy.run);
  }

  edited(edit: ManifestEdit): void {
    this.#edit = edit;
  }

  /**
   * Says how it went. Never throws: a failure is a warning.
   * @param deadline the end of the deploy's time, milliseconds of the clock that nobody sets
   */
  async end(outcome: Outcome, deadline: number): Promise<void> {
    const warning = await this.#post(outcome, deadline).catch(
      (error: unknown) => `Cannot tell people: ${String(error)}; the deploy is not affected`,
    );
    if (warning !== undefined) this.#context.warn(warning);
  }

  async #post(outcome: Outcome, deadline: number): Promise<string | undefined> {
    const { given, redact, signal, monotonicNow } = this.#context;
    const { slack } = this.#config;
    if (slack === undefined || !isWanted(outcome, this.#config)) return undefined;
    const { summary } = this;
    const story = { ...this.#deploy, edit: this.#edit, summary };
    const { kind, serverUrl } = given.ci;
    const facts = gatherFacts(outcome, story, this.#config, { kind, url: serverUrl });
    if (facts === undefined) return undefined;
    const left = signal.aborted ? 0 : deadline - monotonicNow();
    const timeoutMs = Math.max(leastTime, Math.min(mostTime, left));
    const { SlackNotifier } = await import('../notify/slack.ts');
    const notifier = new SlackNotifier({
      target: slack,
      timeoutMs,
      proxies: given.proxies,
      apiUrl: undefined,
    });
    const notification = composeNotification(cleanFacts(facts, redact));
    const posted = notifier.notify(notification, summary.namespace || undefined);
    return signal.aborted ? posted : unlessStopped(posted, signal);
  }
}

/** A job that is stopped while it waits for Slack has not the time that it had. */
async function unlessStopped(
  posted: Promise<string | undefined>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const settled = new AbortController();
  const tooLong = 'Cannot post to Slack: the job was stopped before it answered; the deploy is not affected';
  const stopped = once(signal, 'abort', settled).then(() => sleep(leastTime, tooLong, settled));
  return Promise.race([posted, stopped]).finally(() => settled.abort());
}

function isWanted({ error }: Outcome, { notifyOn }: NotificationConfig): boolean {
  switch (notifyOn) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'success':
      return error === undefined;
    case 'failure':
      return error !== undefined;
  }
}
