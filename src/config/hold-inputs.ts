// The inputs of the commands `hold` and `release`.
import type { InputName } from './inputs.ts';

/** How to get in, what is held, how that is committed, and who is told. */
export const holdInputs: readonly InputName[] = [
  ...(['repository', 'branch', 'token', 'username', 'app-id', 'app-private-key'] as const),
  ...(['app-installation-id', 'allow-http', 'ssh-key', 'ssh-known-hosts', 'host-type'] as const),
  ...(['file', 'image', 'reason', 'message', 'author', 'committer', 'trailers', 'sign-off'] as const),
  ...([
    'signing-key',
    'push-options',
    'commit-through',
    'api-token',
    'api-url',
    'environment',
    'run-url',
    'actor',
    'dry-run',
    'timeout',
    'json',
  ] as const),
  ...(['slack-webhook-url', 'slack-token', 'slack-channel', 'slack-mention', 'slack-thread'] as const),
  ...(['dashboard-url', 'notify-url', 'notify-allow-private', 'notify-on'] as const),
];
