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
import { answersEarlier, type KnownOutcome, knownAtEnd } from './known-outcome.ts';
import { notifiedPlaces } from './notified-places.ts';
import { isWanted } from './notify-on.ts';
import type { Outcome } from './outcome.ts';
import { RunningNews } from './running-news.ts';
import { answerTime, timeToAnswer, unlessStopped } from './unless-stopped.ts';

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
  readonly #news: RunningNews;
  #opening: Promise<Audience> | undefined;
  #audience: Audience | undefined;

  constructor(deploy: AnnouncedDeploy, config: NotificationConfig, context: CommandContext) {
    this.deploy = deploy;
    this.#config = config;
    this.#context = context;
    // Before the end, only where something is about to change: what fails then is told at the end.
    const hasNews = () => this.#edit.files.length > 0;
    this.#news = new RunningNews((outcome) => this.#tellEarly(outcome), hasNews);
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
    this.#news.begin();
  }

  /** Is given what has landed, whose rollout is waited for from now on. */
  waits(landed: Outcome): void {
    const known = knownAtEnd(landed);
    if (known !== undefined) this.#news.stands({ ...known, state: 'landed' });
  }

  edited(edit: ManifestEdit, { target, source, origin, run }: EditedPlan): void {
    this.tellOf(edit, { target, source: { ...source, branch: origin.branch }, run });
  }

  /** Is given what it is about, once that is read. */
  tellOf(edit: ManifestEdit, deploy: AnnouncedDeploy): void {
    this.#edit = edit;
    this.deploy = deploy;
    this.#news.tell();
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
    const newsEnded = this.#news.end();
    const { receivers, tellsUnchanged } = this.#config;
    const known = knownAtEnd(outcome);
    if (receivers === undefined || known === undefined || !isWanted(outcome, this.#config)) return [];
    if (outcome.result === 'unchanged' && !tellsUnchanged) return [];
    const { signal, monotonicNow } = this.#context;
    const now = monotonicNow();
    const until = now + timeToAnswer(deadline - now, signal);
    const told = newsEnded.then(() => this.#tell(known, receivers, until));
    await unlessStopped(told, answerTime.least, signal);
    const deliveries = this.#audience?.deliveries(known.state, this.#edit.changes.length > 0);
    this.#audience?.close();
    return notifiedPlaces(deliveries ?? [], this.#context);
  }

  async #tell(outcome: KnownOutcome, receivers: Receivers, until: number): Promise<void> {
    try {
      const notification = await this.#compose(outcome);
      const audience = await this.#openOnce(receivers);
      if (audience.isEmpty) this.#context.warn(nobodyNamed(this.summary));
      if (answersEarlier(outcome)) audience.answerIn(this.#earlier.threads);
      await audience.tell(notification, until);
    } catch (error) {
      this.#context.warn(`Cannot tell people: ${String(error)}; the deploy is not affected`);
    }
  }

  async #tellEarly(outcome: KnownOutcome): Promise<void> {
    const { receivers } = this.#config;
    if (receivers === undefined) return;
    const until = this.#context.monotonicNow() + answerTime.most / 2;
    const audience = await this.#openOnce(receivers);
    await audience.tellEarly(await this.#compose(outcome), until);
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
