// The entrance of config/: what a run is given -> readonly values that are parsed, or every problem at once.
import { type DeployError, toDeployError } from '../errors.ts';
import type { OrderRule } from '../ledger/deploy-order.ts';
import type { SshKey } from '../remote/ssh/ssh-key.ts';
import { readChange } from './change-config.ts';
import type { CiRun } from './ci/ci-run.ts';
import { type CommitConfig, readCommit } from './commit-config.ts';
import { readCommitThrough } from './commit-through.ts';
import { type Connection, readConnection, readKey } from './connection-config.ts';
import { type DeploymentConfig, readDeployment } from './deployment-config.ts';
import { type EditConfig, nothingResolved, readEdit } from './edit-config.ts';
import { readFiles } from './files-config.ts';
import type { GitIdentities } from './git-variables.ts';
import type { Given } from './given.ts';
import { type ImageCheckConfig, readImageCheck } from './image-config.ts';
import { InputReader } from './input-reader.ts';
import type { Choice } from './inputs.ts';
import {
  type BadInputNotification,
  type NotificationConfig,
  readBadInputNotification,
  readNotification,
} from './notification-config.ts';
import { readOrderRule } from './order-config.ts';
import { type BuiltSource, readSource, withoutSource } from './origin-config.ts';
import { parseOneLine } from './parsers.ts';
import { type PromotionConfig, readPromotion } from './promotion-config.ts';
import { type ProposalConfig, readProposal } from './proposal-config.ts';
import { type HoldsSecret, refuseSecrets, secretDetector } from './published.ts';
import { type RollbackConfig, readRollback, refuseRollbackInputs } from './rollback-config.ts';
import { type RolloutConfig, readRollout } from './rollout-config.ts';

/** The whole configuration of a deploy; nobody after this looks at an input. */
export interface Config extends Connection, EditConfig, CommitConfig {
  readonly signingKey: SshKey | undefined;
  readonly commitThrough: Choice<'commit-through'>;
  /** Paths and globs, from the root of the repository. */
  readonly files: readonly string[];
  readonly imageCheck: ImageCheckConfig;
  readonly source: BuiltSource;
  readonly orderRule: OrderRule;
  /** The environment, where the user names it. */
  readonly environment: string | undefined;
  readonly deployment: DeploymentConfig;
  readonly notification: NotificationConfig;
  readonly proposal: ProposalConfig;
  readonly ifUnchanged: Choice<'if-unchanged'>;
  /** What is waited for behind the landing, where anything is. */
  readonly rollout: RolloutConfig | undefined;
  /** Where to go back to, where the run takes deploys back: which images get what is found in the history. */
  readonly rollback: RollbackConfig | undefined;
  /** Where the versions come from, where other files have them: they are read later. */
  readonly promotion: PromotionConfig | undefined;
  /** Says whether what is about to be published holds a secret. */
  readonly holdsSecret: HoldsSecret;
}

/** Inputs that cannot be used are told to people too, where those that say whom are good. */
export type ConfigReading =
  | { readonly is: 'good'; readonly config: Config }
  | { readonly is: 'bad'; readonly error: DeployError; readonly tell: BadInputNotification | undefined };

/**
 * Reads the configuration of a deploy; the error holds every problem at once.
 * @returns the configuration, or why there is none
 */
export function readConfig(given: Given): ConfigReading {
  return reading(given, (reader) => {
    refuseRollbackInputs(reader);
    return undefined;
  });
}

/**
 * Reads the configuration of a rollback; the error holds every problem at once.
 * @param now milliseconds since 1970
 * @returns the configuration, whose target names images without versions, or why there is none
 */
export function readRollbackConfig(given: Given, now: number): ConfigReading {
  return reading(given, (reader) => readRollback(reader, now));
}

function reading(given: Given, readOwn: (reader: InputReader) => RollbackConfig | undefined): ConfigReading {
  const { inputs, source, ci, gitIdentities, network } = given;
  const holdsSecret = secretDetector(inputs, network.proxies);
  try {
    const reader = new InputReader(inputs, source);
    return { is: 'good', config: readDeploy(reader, ci, gitIdentities, holdsSecret, readOwn(reader)) };
  } catch (error) {
    return { is: 'bad', error: toDeployError(error), tell: readBadInputNotification(given, holdsSecret) };
  }
}

/**
 * Reads the configuration of an edit of local files.
 * @returns what to change, and whether to write it
 * @throws {DeployError} invalid-input with every problem at once
 */
export function readEditConfig({ inputs, source }: Given): EditConfig {
  const reader = new InputReader(inputs, source);
  return reader.finish(readEdit(reader, nothingResolved));
}

function readDeploy(
  reader: InputReader,
  ci: CiRun,
  gitIdentities: GitIdentities,
  holdsSecret: HoldsSecret,
  rollback: RollbackConfig | undefined,
): Config {
  refuseSecrets(reader, holdsSecret);
  const promotion = rollback === undefined ? readPromotion(reader) : undefined;
  const edit = readChange(reader, rollback, promotion);
  const connection = readConnection(reader, ci);
  const files = readFiles(reader);
  const target = { ...edit.target, written: { paths: files, whenIdle: 'refuse' as const } };
  const isFound = (rollback ?? promotion) !== undefined;
  const imageCheck = readImageCheck(reader, target, isFound, connection?.timeoutMs);
  const values = {
    target,
    imageCheck,
    dryRun: edit.dryRun,
    signingKey: readKey(reader, 'signing-key'),
    files,
    ...readCommit(reader, ci, gitIdentities),
    commitThrough: readCommitThrough(reader),
    source: readSource(reader, imageCheck.tagPolicy === undefined ? ci : withoutSource(ci)),
    orderRule: readOrderRule(reader, ci),
    environment: reader.parsed('environment', parseOneLine),
    deployment: readDeployment(reader),
    notification: readNotification(reader, ci),
    proposal: readProposal(reader),
    ifUnchanged: reader.choice('if-unchanged') ?? 'succeed',
    rollout: readRollout(reader),
    rollback,
    promotion,
  };
  return reader.finish(connection && { ...values, ...connection, holdsSecret });
}
