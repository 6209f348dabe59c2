// The use case of a hold and of a release: a commit that changes no file, on the very tip that it speaks of.
import type { DeployHold } from '../ledger/deploy-hold.ts';
import type { DeployTarget } from '../ledger/deploy-target.ts';
import { ledgerTrailers } from '../ledger/deploy-trailers.ts';
import { isWhollyHeld, openHolds } from '../ledger/holds.ts';
import type { BranchCommit } from '../ledger/read-deploys.ts';
import { emptyTarget } from '../manifest/target.ts';
import { firstThree } from './bounds.ts';
import { commitMessage, type Trailer } from './commit-message.ts';
import type {
  BranchState,
  CommitContent,
  ConfigRepository,
  LandResult,
  Person,
} from './config-repository.ts';
import { withKeptHolds } from './edit-content.ts';
import { type HeldImage, heldImages, holdPlaces } from './hold-places.ts';
import { readHistory } from './read-history.ts';
import { refuseSecretsIn } from './refuse-secrets.ts';
import { noEdit, type Summary, summarize } from './summary.ts';

/** What is to be held, or released. */
export interface HoldPlan {
  /** `undefined`: what is held there is released. */
  readonly hold: DeployHold | undefined;
  readonly branch: string | undefined;
  /** Paths and globs. */
  readonly files: readonly string[];
  /** Names without tags; none: all that the files hold. */
  readonly images: readonly string[];
  readonly id: string;
  readonly author: Person;
  readonly committer: Person;
  readonly message: ((summary: Summary) => string) | undefined;
  readonly trailers: readonly Trailer[];
  readonly environment: string | undefined;
  readonly runUrl: string | undefined;
  readonly dryRun: boolean;
  /** Hears of the images that the places hold, and of the objects around them. */
  readonly onRead: (images: readonly HeldImage[]) => void;
  /** Says whether a text holds a secret, which nothing that is committed may. */
  readonly holdsSecret: (text: string) => boolean;
}

/**
 * Lands the commit of a hold or a release.
 * @param log hears what the commit says
 * @returns how it ended; `unchanged` where all of it is held, or none of it is
 * @throws {DeployError} whatever the repository throws, image-not-found, invalid-input
 */
export function landHold(
  plan: HoldPlan,
  repository: ConfigRepository,
  log: (line: string) => void,
): Promise<LandResult> {
  const { id, author, committer, dryRun, branch } = plan;
  return repository.land(branch, {
    ...{ id, author, committer, dryRun },
    isSuperseded: () => false,
    prepare: async (state) => {
      const content = await prepare(plan, state);
      if (content !== undefined) log(`Commit: ${content.message.split('\n')[0] ?? ''}`);
      return content;
    },
  });
}

async function prepare(plan: HoldPlan, state: BranchState): Promise<CommitContent | undefined> {
  const history = readHistory(state);
  // A failure is for whoever waits for it: until then, Node must not end the process for it.
  history.catch(() => undefined);
  const files = await state.read(plan.files);
  const places = holdPlaces(files, plan.images);
  plan.onRead(heldImages(files, places));
  const commits = await history;
  const open = plan.hold === undefined ? openHolds(commits, places) : [];
  const isThere =
    plan.hold === undefined ? open.length === 0 : places.every((place) => isWhollyHeld(commits, place));
  if (isThere) return undefined;
  const releases = [...new Set(open.map(({ by }) => by.commit))];
  return { files: [], message: messageOf(plan, places, releases, commits) };
}

function messageOf(
  plan: HoldPlan,
  places: readonly DeployTarget[],
  releases: readonly string[],
  commits: readonly BranchCommit[],
): string {
  const { hold, author, committer, trailers, environment, runUrl, id, holdsSecret } = plan;
  const own = ledgerTrailers({
    targets: places,
    environment,
    hold,
    releases,
    order: undefined,
    sourceDate: undefined,
    versionEnv: [],
    promotes: [],
    reverts: [],
  });
  const origin = { id, repository: undefined, commit: undefined, branch: undefined, runUrl };
  const summary = summarize(noEdit, emptyTarget);
  const text = plan.message?.(summary) ?? subjectOf(plan, places);
  const write = (kept: readonly Trailer[]): string =>
    commitMessage(noEdit, summary, origin, text, [...trailers, ...kept, ...own]);
  const message = withKeptHolds(write, commits, false);
  refuseSecretsIn({ author, committer, message, files: [] }, holdsSecret);
  return message;
}

function subjectOf({ hold }: HoldPlan, places: readonly DeployTarget[]): string {
  const why = hold?.reason === undefined ? '' : `: ${hold.reason}`;
  return `${hold === undefined ? 'Release' : 'Hold'} ${placesInWords(places)}${why}`;
}

/**
 * Names places in a line.
 * @returns `acme/web in apps/web.yaml`, `apps/a.yaml, apps/b.yaml and 3 more`
 */
function placesInWords(places: readonly DeployTarget[]): string {
  return firstThree(places.map(({ file, what }) => (what === '*' ? file : `${what} in ${file}`)));
}
