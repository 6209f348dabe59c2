// What is known of a deploy, before it is put into the words of a message.
import type {
  ChangedValue,
  DeployState,
  NotifiedPurpose,
  NotifiedSource,
  PageLink,
  RunningImage,
} from './notification.ts';

/** What is known of a deploy, in raw text. */
export interface DeployFacts {
  readonly state: DeployState;
  readonly purpose: NotifiedPurpose;
  /** Why deploys are held, where they are. */
  readonly reason: string | undefined;
  /** The headline in the user's own words, for a deploy that goes well. */
  readonly headline: string | undefined;
  /** `microservice-vehicles` */
  readonly name: string;
  /** Where it goes, as the files say. */
  readonly namespace: string | undefined;
  /** The folder of the files that say no namespace. */
  readonly folder: string | undefined;
  /** New tag or value as it was asked for; of several, one behind the other. */
  readonly tag: string | undefined;
  readonly changes: readonly ChangedValue[];
  /** The environment, as the user names it, else as the paths tell it. */
  readonly environment: string | undefined;
  readonly images: readonly RunningImage[];
  readonly source: NotifiedSource | undefined;
  /** Clone URL of the config repository, without credentials. */
  readonly repository: string | undefined;
  readonly commit: string | undefined;
  readonly commitUrl: string | undefined;
  /** The page of the one file that has changed, at the commit. */
  readonly fileUrl: string | undefined;
  /** The page of the pull request, where the change was proposed. */
  readonly pullRequestUrl: string | undefined;
  /** The page of the commit, or of the pull request, that takes the deploy back. */
  readonly rollbackUrl: string | undefined;
  /** The page of the pipeline's run. */
  readonly runUrl: string | undefined;
  /** Where a newer run was faster: its page; `commit` is of its deploy. */
  readonly newerRunUrl: string | undefined;
  /** Who started the run. */
  readonly actor: string | undefined;
  readonly dashboards: readonly PageLink[];
  readonly error: { readonly message: string; readonly remedy: string } | undefined;
  /** Who can help where it failed; an end of "Ask ...". */
  readonly ask: string | undefined;
}
