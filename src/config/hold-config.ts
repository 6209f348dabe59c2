// What is to be held, or released.
import { type CommitConfig, readCommit } from './commit-config.ts';
import { readCommitThrough } from './commit-through.ts';
import { type Connection, readConnection, readKey } from './connection-config.ts';
import { readFiles } from './files-config.ts';
import type { Given } from './given.ts';
import { readImageNames } from './image-names.ts';
import { InputReader } from './input-reader.ts';
import { type NotificationConfig, readNotification } from './notification-config.ts';
import { parseOneLine } from './parsers.ts';
import { type ProposalConfig, readProposal } from './proposal-config.ts';
import { type HoldsSecret, refuseSecrets, secretDetector } from './published.ts';

/** What is to be held, or released, and how that is said. */
export interface HoldConfig extends Connection, CommitConfig {
  /** Paths and globs. */
  readonly files: readonly string[];
  /** Names without tags; none: all that the files hold. */
  readonly images: readonly string[];
  /** Why it is held. */
  readonly reason: string | undefined;
  readonly environment: string | undefined;
  /** Whom to tell; without a headline of the user's own, because that speaks of a deploy. */
  readonly notification: NotificationConfig;
  readonly signingKey: ReturnType<typeof readKey>;
  readonly commitThrough: ReturnType<typeof readCommitThrough>;
  readonly dryRun: boolean;
  readonly proposal: ProposalConfig;
  readonly holdsSecret: HoldsSecret;
}

/**
 * Reads what is to be held, or released.
 * @returns the configuration
 * @throws {DeployError} invalid-input with every problem at once
 */
export function readHoldConfig(given: Given, command: 'hold' | 'release'): HoldConfig {
  const { inputs, source, ci, gitIdentities, network } = given;
  const holdsSecret = secretDetector(inputs, network.proxies);
  const reader = new InputReader(inputs, source);
  refuseSecrets(reader, holdsSecret);
  const connection = readConnection(reader, ci);
  const commit = readCommit(reader, ci, gitIdentities);
  const reason = reader.parsed('reason', parseOneLine);
  if (command === 'hold' && reader.text('reason') === undefined)
    reader.missing('reason', 'say why every deploy is held');
  const values = {
    files: readFiles(reader),
    images: readImageNames(reader, 'all of its versions are meant'),
    reason: command === 'hold' ? reason : undefined,
    environment: reader.parsed('environment', parseOneLine),
    notification: { ...readNotification(reader, ci), headline: undefined },
    signingKey: readKey(reader, 'signing-key'),
    commitThrough: readCommitThrough(reader),
    dryRun: reader.isOn('dry-run'),
    // A hold lands at once, whatever a deploy does.
    proposal: { ...readProposal(reader), mode: 'push' as const },
  };
  return reader.finish(connection && { ...values, ...commit, ...connection, holdsSecret });
}
