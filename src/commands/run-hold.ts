// A hold or a release, in order: config, commit, tell.
import { randomUUID } from 'node:crypto';
import { type HoldPlan, landHold } from '../change/land-hold.ts';
import type { RunWords } from '../change/run-words.ts';
import { noEdit } from '../change/summary.ts';
import { type HoldConfig, readHoldConfig } from '../config/hold-config.ts';
import { holdInputs } from '../config/hold-inputs.ts';
import { deployInputNames } from '../config/inputs.ts';
import { emptyTarget } from '../manifest/target.ts';
import { inputName } from '../wording.ts';
import { Announcement } from './announcement.ts';
import type { CommandContext } from './command.ts';
import { landedOutcome, unlandedOutcome } from './deploy-outcome.ts';
import { ciServer, openConfigRepository } from './open-config-repository.ts';
import type { Ended } from './outcome.ts';
import { withUsableRemedy } from './usable-remedy.ts';

type Purpose = 'hold' | 'release';

/** Why nothing had to change. */
const unchangedReasons = { hold: 'all of it is held already', release: 'nothing is held there' } as const;

/** Inputs of a deploy that these commands do not take. */
const others = deployInputNames.filter((name) => !holdInputs.includes(name));

/**
 * Holds or releases places of the branch.
 * @returns the outcome, of one that failed too; afterwards people are told how it went
 * @throws {DeployError} invalid-input
 */
export async function runHold(context: CommandContext, command: Purpose): Promise<Ended> {
  const started = context.monotonicNow();
  const config = readHoldConfig(context.given, command);
  const deadline = started + config.timeoutMs;
  const { notification, dryRun } = config;
  const deploy = { target: emptyTarget, source: undefined, run: runWords(config, command) };
  const announcement = new Announcement(deploy, notification, context);
  const server = ciServer(context.given.ci);
  const ended = await land(config, command, deadline, context, announcement).then(
    (landed) => {
      const unknown = { request: undefined, newer: undefined };
      const whole = { ...landed, ...unknown, unchangedReason: unchangedReasons[command], edit: noEdit };
      return landedOutcome(whole, announcement.summary, config, server, context.warn);
    },
    (error: unknown) => {
      const own = `let the credential push to the branch, which a ${command} needs: give one with that right in ${inputName('token')} or ${inputName('ssh-key')}`;
      return unlandedOutcome(withUsableRemedy(error, others, own), announcement.summary, config);
    },
  );
  const headline = `${command} of ${[...config.images, ...config.files].slice(0, 3).join(', ')}`;
  const outcome = { ...ended, headline };
  const afterwards = () => announcement.end(outcome, deadline);
  return { outcome, afterwards: dryRun ? undefined : afterwards };
}

async function land(
  config: HoldConfig,
  command: Purpose,
  deadline: number,
  context: CommandContext,
  announcement: Announcement,
) {
  const open = await openConfigRepository(config, config, deadline, context);
  const onRead: HoldPlan['onRead'] = (images) => {
    const names = [...new Set(images.map(({ name }) => name))];
    const to = (name: string) => ({ name, tag: undefined, digest: undefined });
    const target = { ...emptyTarget, images: names.map((name) => ({ name, to: to(name) })) };
    const resources = new Map(images.map(({ resource }) => [JSON.stringify(resource), resource]));
    announcement.tellOf(
      { ...noEdit, resources: [...resources.values()] },
      { ...announcement.deploy, target },
    );
  };
  try {
    return await landHold(planOf(config, command, onRead), open.repository, context.log);
  } finally {
    open.close();
  }
}

function runWords({ files, notification, environment, reason }: HoldConfig, purpose: Purpose): RunWords {
  const { actor } = notification;
  const unknown = { repository: undefined, commit: undefined, promotedFrom: undefined };
  return { files, actor, environment, purpose, reason, ...unknown };
}

function planOf(config: HoldConfig, command: Purpose, onRead: HoldPlan['onRead']): HoldPlan {
  const { reason, branch, files, images, author, committer, message, trailers } = config;
  const { environment, notification, dryRun, holdsSecret } = config;
  const { runUrl } = notification;
  return {
    hold: command === 'hold' ? { isOfAll: true, references: [], orders: [], reason } : undefined,
    ...{ branch, files, images, author, committer, message, trailers, environment, runUrl, dryRun },
    ...{ onRead, holdsSecret },
    id: randomUUID(),
  };
}
