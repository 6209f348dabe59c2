// What an edit is delivered with, by a push or by a pull request.
import type { FileEditor, LandingWatcher } from '../change/edit-plan.ts';
import type { GitRepository } from '../git/repository.ts';
import type { GitHubAppToken } from '../hosts/github-app-token.ts';
import type { Host } from '../hosts/host.ts';

/** What an edit is delivered with. */
export interface DeliveryWorld {
  readonly repository: GitRepository;
  readonly editor: FileEditor;
  /** The kind of the repository's host. */
  readonly host: Host;
  readonly app: GitHubAppToken | undefined;
  /** The end of the deploy's time, milliseconds of the monotonic clock. */
  readonly deadline: number;
  readonly watcher: LandingWatcher;
}
