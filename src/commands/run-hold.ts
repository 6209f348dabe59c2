// A hold or a release, in order: config, commit, report.
import { randomUUID } from 'node:crypto';
import { landHold } from '../change/land-hold.ts';
import { noEdit, summarize } from '../change/summary.ts';
import { type HoldConfig, readHoldConfig } from '../config/hold-config.ts';
import { emptyTarget } from '../manifest/target.ts';
import type { CommandContext } from './command.ts';
import { landedOutcome } from './deploy-outcome.ts';
import { ciServer, openConfigRepository } from './open-config-repository.ts';
import type { Ended } from './outcome.ts';

/**
 * Holds or releases places of the branch.
 * @returns the outcome
 * @throws {DeployError} any code
 */
export async function runHold(context: CommandContext, command: 'hold' | 'release'): Promise<Ended> {
  const started = context.monotonicNow();
  const config = readHoldConfig(context.given, command);
  const deadline = started + config.timeoutMs;
  const { signingKey, pushOptions, proposal } = config;
  const way = { signingKey, pushOptions, proposal, commitThrough: 'git' as const };
  const open = await openConfigRepository(config, way, deadline, context);
  try {
    const landed = await landHold(planOf(config, command), open.repository);
    const whole = {
      ...landed,
      request: undefined,
      edit: noEdit,
      newer: undefined,
      unchangedReason: undefined,
    };
    const server = ciServer(context.given.ci);
    const outcome = landedOutcome(whole, summarize(noEdit, emptyTarget), config, server, context.warn);
    const headline = `${command} of ${[...config.images, ...config.files].slice(0, 3).join(', ')}`;
    return { outcome: { ...outcome, headline }, afterwards: undefined };
  } finally {
    open.close();
  }
}

function planOf(config: HoldConfig, command: 'hold' | 'release') {
  const { reason, branch, files, images, author, committer, message, trailers } = config;
  const { environment, runUrl, dryRun, holdsSecret } = config;
  return {
    hold: command === 'hold' ? { isOfAll: true, references: [], orders: [], reason } : undefined,
    ...{ branch, files, images, author, committer, message, trailers, environment, runUrl, dryRun },
    holdsSecret,
    id: randomUUID(),
  };
}
