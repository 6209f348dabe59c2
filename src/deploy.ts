import type { LandOptions, Landing, Snapshot } from './git/types.ts';

/** Where the config repository is and how commits get there: `openRepository()` of git/repository.ts makes one. */
export interface Repository {
  /** The branch as it is now; without a name, the remote's HEAD. */
  snapshot(branch: string | undefined): Promise<Snapshot>;
  /** Lands one commit exactly once, preparing it again on every lost race. */
  land(branch: string | undefined, options: LandOptions): Promise<Landing>;
}
