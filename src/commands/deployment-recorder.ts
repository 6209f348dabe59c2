// Records a deploy as a deployment on GitHub, beside the git work: it keeps nobody waiting, and a failure is a warning.
import { setTimeout as sleep } from 'node:timers/promises';
import type { EarlierDeploys, EditedPlan, LandingWatcher } from '../change/edit-plan.ts';
import { noEdit } from '../change/summary.ts';
import type { Config } from '../config/config.ts';
import { DeployError, toDeployError } from '../errors.ts';
import type { DeploymentWords } from '../hosts/github-deployment-record.ts';
import type { ManifestEdit } from '../manifest/edit-manifests.ts';
import { ApiBudget } from '../proposals/api-budget.ts';
import type { Announcement } from './announcement.ts';
import type { CommandContext } from './command.ts';
import { deployedImages, recordImages } from './deployed-images.ts';
import { deploymentEnd } from './deployment-end.ts';
import { deploymentWords } from './deployment-words.ts';
import type { OpenedRecord } from './open-deployments.ts';
import type { Outcome } from './outcome.ts';
import { answerTime, timeToAnswer, unlessStopped } from './unless-stopped.ts';

/** So long the git requests have to leave before the code is loaded, milliseconds: it is loaded while they travel. */
const headStart = 10;

const task = 'record a deployment';

/** The deployment of one run. It follows the landing, as the announcement does. */
export class DeploymentRecorder implements LandingWatcher {
  readonly #announcement: Announcement;
  readonly #config: Config;
  readonly #context: CommandContext;
  readonly #deadline: number;
  readonly #stop = new AbortController();
  #edit = noEdit;
  readonly #code: Promise<typeof import('./open-deployments.ts')>;
  #opening: Promise<OpenedRecord> | undefined;
  /** Settles when it is said that the deployment goes on. */
  #begun: Promise<unknown> | undefined;

  /** @param deadline the end of the deploy's time, milliseconds of the monotonic clock */
  constructor(announcement: Announcement, config: Config, deadline: number, context: CommandContext) {
    this.#announcement = announcement;
    this.#config = config;
    this.#deadline = deadline;
    this.#context = context;
    this.#code = sleep(headStart).then(() => import('./open-deployments.ts'));
    // A failure is for whoever waits for it: until then, Node must not end the process for it.
    this.#code.catch(() => undefined);
  }

  edited(edit: ManifestEdit, plan: EditedPlan): void {
    this.#edit = edit;
    this.#announcement.edited(edit, plan);
  }

  /** Here it is sure that something is about to be committed: what changes nothing is no deployment. */
  compared(earlier: EarlierDeploys): void {
    this.#announcement.compared(earlier);
    if (earlier.willCommit) this.#begun ??= this.#begin();
  }

  threads(): readonly string[] {
    return this.#announcement.threads();
  }

  /**
   * Says how the run ended: the last that is done for it, after whatever is waited for. Never throws.
   * @param outcome of the whole run
   * @param deadline the end of its time, milliseconds of the monotonic clock
   */
  async end(outcome: Outcome, deadline: number): Promise<void> {
    const { signal, monotonicNow } = this.#context;
    const now = monotonicNow();
    const time = timeToAnswer(deadline - now, signal);
    const timer = setTimeout(() => this.#stop.abort(tooSlow()), time);
    await unlessStopped(this.#settle(outcome, now + time), answerTime.least, signal);
    clearTimeout(timer);
    this.#stop.abort(tooSlow());
  }

  /** Gives what went wrong: it is said once, at the end. */
  async #begin(): Promise<unknown> {
    try {
      const { record, commit } = await this.#open();
      await record.begin(this.#words(commit), this.#again(this.#deadline));
      return undefined;
    } catch (error) {
      return error;
    }
  }

  async #settle(outcome: Outcome, until: number): Promise<void> {
    const end = deploymentEnd(outcome);
    try {
      const failed = await this.#begun;
      if (failed !== undefined) throw failed;
      if (end === undefined || (end === 'inactive' && this.#begun === undefined)) return;
      const { record, artifacts, commit } = await this.#open();
      const again = this.#again(until);
      const recorded = await record.end(end, this.#words(commit), again);
      const { repository = '' } = this.#announcement.deploy.source ?? {};
      const { environment = '' } = this.#config;
      const { log } = this.#context;
      if (recorded !== 'none') log(`Recorded the deployment of ${repository} to ${environment}`);
      if (!this.#config.deployment.artifactRecord) return;
      const isLive = end === 'success' && recorded !== 'overtaken';
      await recordImages(
        isLive ? deployedImages(this.#edit, this.#announcement.deploy.target) : undefined,
        (image) => again(() => artifacts.record(image, environment)),
        log,
      );
    } catch (error) {
      const { message, remedy } = toDeployError(error).marked;
      this.#context.warn(`${message}; ${remedy}; the deploy is not affected`);
    } finally {
      await this.#opening?.then(({ close }) => close()).catch(() => undefined);
    }
  }

  #open(): Promise<OpenedRecord> {
    this.#opening ??= this.#code.then(({ openDeployments }) =>
      openDeployments(this.#announcement.deploy.source, this.#config, this.#stop.signal, this.#context),
    );
    return this.#opening;
  }

  #again(deadline: number) {
    const { monotonicNow, log } = this.#context;
    const { signal } = this.#stop;
    const budget = new ApiBudget({ task, deadline, monotonicNow, random: Math.random, signal, log });
    return <T>(job: () => Promise<T>): Promise<T> => budget.retry(job);
  }

  #words(commit: string): DeploymentWords {
    const { summary, deploy } = this.#announcement;
    const { redact } = this.#context;
    return deploymentWords(
      commit,
      { edit: this.#edit, target: deploy.target, summary },
      this.#config,
      redact,
    );
  }
}

function tooSlow(): DeployError {
  return new DeployError(
    'out-of-time',
    `Cannot ${task}: GitHub did not answer in time`,
    'the next run records its own',
  );
}
