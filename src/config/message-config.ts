// What the command `message` needs: whom a deploy would be told to, and what its result does not say.
import type { Target } from '../manifest/target.ts';
import { namespaceOf, nothingResolved, readEdit } from './edit-config.ts';
import type { Given } from './given.ts';
import { InputReader } from './input-reader.ts';
import { type NotificationConfig, readNotification } from './notification-config.ts';
import { type BuiltSource, readSource } from './origin-config.ts';
import { parseOneLine } from './parsers.ts';
import { refuseSecrets, secretDetector } from './published.ts';

/** What the command `message` needs. */
export interface MessageConfig {
  /** `undefined`: the inputs name nothing to deploy. */
  readonly target: Target | undefined;
  readonly namespace: string | undefined;
  /** Paths and globs. */
  readonly files: readonly string[];
  readonly environment: string | undefined;
  readonly source: BuiltSource;
  readonly notification: NotificationConfig;
}

/**
 * Reads what the command `message` needs.
 * @returns whom to tell, and what is known of the run
 * @throws {DeployError} invalid-input with every problem at once
 */
export function readMessageConfig({ inputs, source, ci, network }: Given): MessageConfig {
  const reader = new InputReader(inputs, source);
  refuseSecrets(reader, secretDetector(inputs, network.proxies));
  const isNamed = reader.list('image').length + reader.list('set').length > 0;
  return reader.finish({
    target: isNamed ? readEdit(reader, nothingResolved).target : undefined,
    namespace: namespaceOf(reader),
    files: reader.list('file'),
    environment: reader.parsed('environment', parseOneLine),
    source: readSource(reader, ci),
    notification: readNotification(reader, ci),
  });
}
