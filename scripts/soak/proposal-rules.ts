// What holds after any number of proposals of one target, whatever people and the network did meanwhile.
import { leaksOf } from '../../testing/checker.ts';

/** How a run that proposes ended. */
export interface ProposedRun {
  readonly jobUrl: string;
  /** It deploys the tag `v` and this number, which is its order too. */
  readonly number: number;
  readonly result: string;
  readonly commit?: string;
  readonly pullRequestNumber?: number;
  readonly output: string;
}

/** A request of the target. */
export interface SeenRequest {
  readonly number: number;
  readonly head: string;
  readonly state: string;
  readonly title: string;
}

/** One target when nothing is on its way. */
export interface ProposalFacts {
  /** The last segment of its image: `web`. */
  readonly name: string;
  readonly runs: readonly ProposedRun[];
  readonly requests: readonly SeenRequest[];
  /** Numbers of the requests that people have closed. */
  readonly closedByPeople: readonly number[];
  /** The number of the tag on the base. */
  readonly baseNumber: number;
  /** The number of the tag on the branch of the open request. */
  readonly openNumber: number | undefined;
  /** The commits of the base. */
  readonly baseCommits: readonly string[];
  /** `Deploy-Id` of each commit of the base that has one. */
  readonly baseIds: readonly string[];
  /** Commits of people that no branch has any more. */
  readonly lostWork: readonly string[];
  /** What no run may print. */
  readonly secrets: readonly string[];
}

/** Finds what is broken: one open request a target, which holds the newest run's tag; nothing lost, nothing doubled. */
export function brokenProposals(facts: ProposalFacts): string[] {
  const { name, runs, requests, baseIds, lostWork, secrets } = facts;
  const heads = [...new Set(requests.map(({ head }) => head))];
  const open = requests.filter(({ state }) => state === 'open');
  return [
    ...(heads.length > 1 ? [`${name} has the branches ${heads.join(', ')}`] : []),
    ...(open.length > 1 ? [`${name} has ${open.length} open requests`] : []),
    ...lostWork.map((hash) => `${hash} of somebody else is on no branch any more`),
    ...baseIds
      .filter((id, index) => baseIds.indexOf(id) !== index)
      .map((id) => `Deploy-Id ${id} is there twice`),
    ...runs.filter((run) => !isThereAsMerged(run, facts)).map(({ jobUrl }) => `${jobUrl} is not merged`),
    ...newestIsThere(facts, open[0]),
    ...runs.flatMap(({ jobUrl, output }) =>
      leaksOf(secrets, output).map((spelling) => `${jobUrl} printed a secret, ${spelling}`),
    ),
  ];
}

function isThereAsMerged({ result, commit }: ProposedRun, { baseCommits }: ProposalFacts): boolean {
  return result !== 'merged' || (commit !== undefined && baseCommits.includes(commit));
}

function newestIsThere(facts: ProposalFacts, open: SeenRequest | undefined): string[] {
  const { name, runs, openNumber = 0, baseNumber, closedByPeople } = facts;
  const isWanted = ({ pullRequestNumber = 0 }: ProposedRun) => !closedByPeople.includes(pullRequestNumber);
  const proposed = runs.filter(({ result }) => result === 'proposed' || result === 'merged');
  if (open === undefined) {
    const last = newestOf(proposed);
    return last && !isSettled(last, facts) ? [`${last.jobUrl} is lost`] : [];
  }
  // Where people close a request and take its branch away, an older run that is still at work finds nothing of it.
  const newest = newestOf(proposed.filter(isWanted));
  const holder = runs.find(({ number }) => number === openNumber);
  const at = `request ${open.number} of ${name} holds v${openNumber}`;
  return [
    ...(newest && openNumber < newest.number && baseNumber < newest.number
      ? [`${at}, and not v${newest.number} of ${newest.jobUrl}`]
      : []),
    ...(openNumber <= baseNumber ? [`${at}, and the base v${baseNumber}`] : []),
    ...(holder?.result === 'superseded' ? [`${at} of ${holder.jobUrl}, which was superseded`] : []),
    // A run that was stopped may have had no time to say it.
    ...(holder?.result === 'proposed' && !isSaid(openNumber, open, runs)
      ? [`${at}, and says "${open.title}"`]
      : []),
  ];
}

function newestOf(runs: readonly ProposedRun[]): ProposedRun | undefined {
  return [...runs].sort((a, b) => b.number - a.number)[0];
}

/** Whoever writes a title looks at the branch again, and sets it right; a run that was stopped in between cannot. */
function isSaid(number: number, { title }: SeenRequest, runs: readonly ProposedRun[]): boolean {
  const writer = runs.find((run) => title.endsWith(` v${run.number}`));
  return writer?.number === number || (writer !== undefined && isStopped.has(writer.result));
}

const isStopped = new Set(['killed', 'failed', 'unknown']);

/** Without an open request, the newest has landed, or people did not want it. */
function isSettled({ number, pullRequestNumber }: ProposedRun, facts: ProposalFacts): boolean {
  if (facts.baseNumber >= number) return true;
  const request = facts.requests.find((each) => each.number === pullRequestNumber);
  return request !== undefined && facts.closedByPeople.includes(request.number);
}
