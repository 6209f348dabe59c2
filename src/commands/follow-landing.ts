// What follows a landing: people are told, the deployment is recorded, the variables are written. None of it keeps the landing waiting.
import type { LandingWatcher } from '../change/edit-plan.ts';
import type { Config } from '../config/config.ts';
import type { NotifiedPlace } from '../report/report.ts';
import type { Announcement } from './announcement.ts';
import type { CommandContext } from './command.ts';
import type { DeploymentRecorder } from './deployment-recorder.ts';
import type { DotenvWriter } from './dotenv-writer.ts';
import type { Outcome } from './outcome.ts';

/** Whatever follows one landing. */
export interface LandingFollower {
  readonly watcher: LandingWatcher;
  /**
   * Says how the run ended, after whatever it waits for. Never throws.
   * @returns everybody who was to be told
   */
  end(outcome: Outcome): Promise<readonly NotifiedPlace[]>;
}

/**
 * Opens what follows a landing; nothing is loaded of what is not asked for.
 * @param deadline the end of the deploy's time, milliseconds of the monotonic clock
 * @returns what watches the landing, and is given its outcome
 */
export async function followLanding(
  announcement: Announcement,
  config: Config,
  deadline: number,
  context: CommandContext,
): Promise<LandingFollower> {
  const recorder = await recorderOf(announcement, config, deadline, context);
  const own = recorder ?? announcement;
  const variables = await variablesOf(own, announcement, config, context);
  const tell = async (outcome: Outcome) => {
    // A wait for the rollout is not a part of the deploy's time.
    const until = (outcome.rollout?.state ?? 'none') === 'none' ? deadline : Number.POSITIVE_INFINITY;
    const [notified] = await Promise.all([announcement.end(outcome, until), recorder?.end(outcome, until)]);
    return notified;
  };
  return {
    watcher: variables?.watcher ?? own,
    end: async (outcome) => {
      await variables?.end(outcome);
      return config.dryRun ? [] : tell(outcome);
    },
  };
}

async function recorderOf(
  announcement: Announcement,
  config: Config,
  deadline: number,
  context: CommandContext,
): Promise<DeploymentRecorder | undefined> {
  if (config.deployment.githubToken === undefined || config.dryRun) return undefined;
  const { DeploymentRecorder } = await import('./deployment-recorder.ts');
  return new DeploymentRecorder(announcement, config, deadline, context);
}

async function variablesOf(
  watcher: LandingWatcher,
  announcement: Announcement,
  config: Config,
  context: CommandContext,
): Promise<DotenvWriter | undefined> {
  const { dotenv } = config.deployment;
  if (dotenv === undefined) return undefined;
  const { DotenvWriter } = await import('./dotenv-writer.ts');
  return new DotenvWriter(dotenv, watcher, announcement, config, context);
}
