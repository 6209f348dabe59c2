import type { SshKey } from '../remote/ssh/ssh-key.ts';
import { type Connected, committer, openRemote } from './branch-remote.ts';
import { openDiscovery } from './discovery.ts';
import { openObjectSource } from './fetch/object-source.ts';
import { endOf } from './land/budget.ts';
import { land } from './land/land.ts';
import { signedCommit } from './objects/signing.ts';
import { openTransport, type TransportOptions } from './open-transport.ts';
import { loadProof } from './proof/load-proof.ts';
import type { Prove } from './proof/prove-commit.ts';
import { isSignedBy } from './proof/ssh-signature.ts';
import { openPusher } from './push.ts';
import type { Landing, LandOptions } from './types.ts';

export interface RepositoryOptions extends Omit<TransportOptions, 'over'> {
  /** Commits are signed with it. */
  readonly signingKey: SshKey | undefined;
  /** Aborts when the process is told to stop. */
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly random: () => number;
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
  const { signal, random, userAgent, signingKey, now, log } = options;
  const sign = signingKey && ((commit: string) => signedCommit(commit, signingKey));
  const isSigned =
    signingKey && ((payload: Uint8Array, signature: string) => isSignedBy(signingKey, payload, signature));
  let loading: Promise<Prove> | undefined;
  const proof = () => {
    loading ??= loadProof();
    return loading;
  };
  const { over, end } = endOf(options);
  const transport = openTransport({ ...options, over });
  const discovery = openDiscovery(transport);
  const source = openObjectSource(transport, discovery.advertised, options.host.takesTreeDepth);
  const connected: Connected = { discovery, source, pusher: openPusher(transport, userAgent) };
  return {
    land(branch, landing) {
      const { author, dryRun = false } = landing;
      const commit = committer(source, { author, now, sign, isSigned, loadProof: proof });
      const remote = openRemote(connected, branch, dryRun);
      const landed = land(landing, { ...options, signal, over, random, log, remote, commit });
      // The first request is on its way; a proof that does not load is noticed where it is needed.
      if (!dryRun) proof().catch(() => undefined);
      return landed;
    },
    close: end,
  };
}
