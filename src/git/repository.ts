import { parseSshKey } from '../remote/ssh/ssh-key.ts';
import { type Connected, committer, openRemote } from './branch-remote.ts';
import { type ConnectOptions, connect } from './connect.ts';
import { openDiscovery } from './discovery.ts';
import { openObjectSource } from './fetch/object-source.ts';
import { endOf } from './land/budget.ts';
import { land } from './land/land.ts';
import { signedCommit } from './objects/signing.ts';
import { openPusher } from './push.ts';
import type { Landing, LandOptions } from './types.ts';

export interface RepositoryOptions extends Omit<ConnectOptions, 'userAgent' | 'over'> {
  /** A private SSH key; commits are signed with it. */
  readonly signingKey?: string | undefined;
  /** Aborts when the process is told to stop. */
  readonly signal?: AbortSignal | undefined;
  /** From 0 to 1. */
  readonly random?: (() => number) | undefined;
  readonly userAgent?: string | undefined;
}

/** A repository on a server, read and written in memory; for deploy.ts. */
export interface GitRepository {
  land(branch: string | undefined, options: LandOptions): Promise<Landing>;
  /** Cuts the connections, and whatever waits for them. */
  close(): void;
}

/**
 * Opens a repository; nothing is sent before it is used.
 * @throws DeployError `invalid-input` for credentials that cannot be used
 */
export function openRepository(options: RepositoryOptions): GitRepository {
  const { signal = new AbortController().signal, random = Math.random } = options;
  const { userAgent = 'git/gitops-deploy', signingKey, now, log } = options;
  const sign = signingKey === undefined ? undefined : signer(signingKey);
  const { over, end } = endOf({ ...options, signal });
  const transport = connect({ ...options, userAgent, over });
  const discovery = openDiscovery(transport);
  const source = openObjectSource(transport, discovery.advertised);
  const connected: Connected = { discovery, source, pusher: openPusher(transport, userAgent) };
  return {
    land(branch, landing) {
      const commit = committer(source, { author: landing.author, now, sign });
      const remote = openRemote(connected, branch, landing.dryRun ?? false);
      return land(landing, { ...options, signal, over, random, log, remote, commit });
    },
    close: end,
  };
}

function signer(text: string): (commit: string) => string {
  const key = parseSshKey(text, 'signing-key');
  return (commit) => signedCommit(commit, key);
}
