// Telling people how a deploy goes, where the configuration asks for it.
import type { EarlierDeploys, EditedPlan, LandingWatcher } from '../change/edit-plan.ts';
import { noEdit, type Summary, summarize } from '../change/summary.ts';
import type { NotificationConfig } from '../config/notification-config.ts';
import type { ManifestEdit } from '../manifest/edit-manifests.ts';
import type { Audience } from '../notify/audience.ts';
import type { Notification } from '../notify/notification.ts';
import type { Receivers } from '../remote/receivers.ts';
import type { NotifiedPlace } from '../report/report.ts';
import { audienceOf, nobodyNamed } from './audience-of.ts';
import type { CommandContext } from './command.ts';
import type { DeployStory } from './gather-facts.ts';
import { answersEarlier, type KnownOutcome, knownAtEnd, underWay } from './known-outcome.ts';
import { notifiedPlaces } from './notified-places.ts';
import { isWanted } from './notify-on.ts';
import type { Outcome } from './outcome.ts';
import { answerTime, timeToAnswer, unlessStopped } from './unless-stopped.ts';

/** A deploy that lasts longer is told while it goes on, where its message can be updated; milliseconds. */
const longDeploy = 2000;

/** What is known of a deploy before its files are read. */
export type AnnouncedDeploy = Pick<DeployStory, 'target' | 'source' | 'run'>;

/** What people are told of one deploy. It follows the landing, and never keeps it waiting. */
export class Announcement implements LandingWatcher {
  /** What it is about; of a rollback that is found out first. */
  deploy: AnnouncedDeploy;
  readonly #config: NotificationConfig;
  readonly #context: CommandContext;
  #edit = noEdit;
  #earlier: EarlierDeploys = { source: undefined, threads: [], willCommit: false };
  #isLong = false;
  #timer: NodeJS.Timeout | undefined;
  #opening: Promise<Audience> | undefined;
  #audience: Audience | undefined;
  /** Settles when the message of a deploy that goes on is posted, or has failed. */
  #early: Promise<unknown> | undefined;

  constructor(deploy: AnnouncedDeploy, config: NotificationConfig, context: CommandContext) {
    this.deploy = deploy;
    this.#config = config;
    this.#context = context;
  }

  /** What the deploy is about, as far as it is known by now. */
  get summary(): Summary {
    return summarize(this.#edit, this.deploy.target, this.deploy.run);
  }

  /** The application's commit whose image is replaced, `owner/name@COMMIT`, where the branch says it. */
  get sourceBefore(): string | undefined {
    return this.#earlier.source;
  }

  /** Starts to follow a deploy: if it lasts, it is told of before it ends. */
  begin(): void {
    if (this.#config.notifyOn !== 'always' || this.#config.receivers === undefined) return;
    this.#timer = setTimeout(() => {
      this.#isLong = true;
      this.#postEarly();
    }, longDeploy).unref();
  }

  edited(edit: ManifestEdit, { target, source, origin, run }: EditedPlan): void {
    this.tellOf(edit, { target, source: { ...source, branch: origin.branch }, run });
  }

  /** Is given what it is about, once that is read. */
  tellOf(edit: ManifestEdit, deploy: AnnouncedDeploy): void {
    this.#edit = edit;
    this.deploy = deploy;
    if (this.#isLong) this.#postEarly();
  }

  compared(earlier: EarlierDeploys): void {
    this.#earlier = earlier;
  }

  threads(): readonly string[] {
    return this.#audience?.threads ?? [];
  }

  /**
   * Says how it went. Never throws: a failure is a warning.
   * @param deadline the end of the deploy's time, milliseconds of the monotonic clock
   * @returns everybody who was to be told
   */
  async end(outcome: Outcome, deadline: number): Promise<readonly NotifiedPlace[]> {
    clearTimeout(this.#timer);
    const { receivers, tellsUnchanged } = this.#config;
    const known = knownAtEnd(outcome);
    if (receivers === undefined || known === undefined || !isWanted(outcome, this.#config)) return [];
    if (outcome.result === 'unchanged' && !tellsUnchanged) return [];
    const { signal, monotonicNow } = this.#context;
    const now = monotonicNow();
    const until = now + timeToAnswer(deadline - now, signal);
    await unlessStopped(this.#tell(known, receivers, until), answerTime.least, signal);
    const deliveries = this.#audience?.deliveries(known.state, this.#edit.changes.length > 0);
    this.#audience?.close();
    return notifiedPlaces(deliveries ?? [], this.#context);
  }

  async #tell(outcome: KnownOutcome, receivers: Receivers, until: number): Promise<void> {
    try {
      await this.#early;
      const notification = await this.#compose(outcome);
      const audience = await this.#openOnce(receivers);
      if (audience.isEmpty) this.#context.warn(nobodyNamed(this.summary));
      if (answersEarlier(outcome)) audience.answerIn(this.#earlier.threads);
      await audience.tell(notification, until);
    } catch (error) {
      this.#context.warn(`Cannot tell people: ${String(error)}; the deploy is not affected`);
    }
  }

  /** Before the end, only where something is about to change: what fails then is told at the end. */
  #postEarly(): void {
    const { receivers } = this.#config;
    if (receivers === undefined || this.#early !== undefined || this.#edit.files.length === 0) return;
    const until = this.#context.monotonicNow() + answerTime.most / 2;
    this.#early = this.#openOnce(receivers)
      .then(async (audience) => audience.tellEarly(await this.#compose(underWay), until))
      .catch(() => undefined);
  }

  #openOnce(receivers: Receivers): Promise<Audience> {
    const { environment } = this.summary;
    this.#opening ??= audienceOf(receivers, this.#edit, this.deploy.target, environment, this.#context).then(
      (audience) => {
        this.#audience = audience;
        return audience;
      },
    );
    return this.#opening;
  }

  /** Its code is loaded here: a deploy that tells nobody does without it. */
  async #compose(outcome: KnownOutcome): Promise<Notification> {
    const { notificationOf } = await import('./gather-facts.ts');
    const { kind, serverUrl } = this.#context.given.ci;
    const known = { edit: this.#edit, sourceBefore: this.sourceBefore, summary: this.summary };
    const story = { ...this.deploy, ...known };
    const ci = { kind, url: serverUrl };
    return notificationOf(outcome, story, this.#config, ci, this.#context.redact);
  }
}
