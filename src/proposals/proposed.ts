// The port to the branch that a change is proposed on, and how a proposal ended.
import type { BranchState, LandRequest, LandResult } from '../change/config-repository.ts';

/** How a server is asked that makes a pull request out of a push: by a topic, and not by a branch. */
interface AgitPlace {
  /** Finds the commit at the head of the open request of a topic. */
  readonly headOf: (topic: string, base: string) => Promise<string | undefined>;
  /** Writes the push options of a topic. */
  readonly optionsOf: (topic: string) => readonly string[];
}

/** Which branch a change is proposed on. */
export interface ProposalPlace {
  /** The branch that the change is for; without it, the default branch. */
  readonly base: string | undefined;
  /** Names our branch, by the name of the base. */
  readonly nameOf: (base: string) => string;
  /** A line of every commit that is ours. */
  readonly trailer: string;
  /**
   * Makes the options of a push, by the name of the base and the message of the commit, where the push opens the request: it
   * is made again then where the branch has the change already.
   * @param isNew whether our branch has nothing yet that its base has not
   */
  readonly pushOptionsOf: ((base: string, message: string, isNew: boolean) => readonly string[]) | undefined;
  /** Where our branch is the head of a pull request that the server makes; `undefined`: it is a branch. */
  readonly agit: AgitPlace | undefined;
}

/** How our branch stands. */
export interface ProposedBranch extends LandResult {
  readonly base: string;
  /** The tip of the base. */
  readonly baseCommit: string;
  /**
   * Why a branch was not pushed to: its only commit is the change (`current`); it holds the change, or a newer one, among
   * others (`held`); its base does (`unneeded`).
   */
  readonly unchanged: 'current' | 'held' | 'unneeded';
  /** A request that is closed takes nobody's work with it. */
  readonly isOurs: boolean;
}

/** Where proposals are pushed. */
export interface ProposalRepository {
  /**
   * Brings one commit onto our branch exactly once.
   * @throws {DeployError} any code, with what is known of the branch
   */
  propose(place: ProposalPlace, request: LandRequest): Promise<ProposedBranch>;
  /**
   * Reads where a branch stands.
   * @throws {DeployError} branch-not-found and others
   */
  snapshot(branch: string, commit: undefined): Promise<BranchState>;
}

/** Which reference takes a change for review, and what the server's answers mean. */
interface ReviewPlace {
  /** The branch that the change is for; without it, the default branch. */
  readonly base: string | undefined;
  /** Names the reference, by the name of the base. */
  readonly refOf: (base: string) => string;
  /** Says what a refusal means: `there` of a commit that the server has; `again` where the next push is another one. */
  readonly meaningOf: (said: string) => 'there' | 'again' | undefined;
}

/** How a change that was sent for review stands. */
interface SentChange extends LandResult {
  /** The server has taken the commit for review; else it is on the base, or nothing was sent. */
  readonly isForReview: boolean;
}

/** Where changes are sent for review that are on no branch. */
export interface ReviewSender {
  /**
   * Sends one commit exactly once.
   * @throws {DeployError} any code, with what is known of the base
   */
  sendForReview(place: ReviewPlace, request: LandRequest): Promise<SentChange>;
}

/** A request, as it is reported. */
interface ReportedRequest {
  readonly url: string;
  readonly number: number;
}

/** How a proposal ended when it did not throw. */
export interface ProposalResult extends Omit<LandResult, 'result'> {
  readonly result: LandResult['result'] | 'proposed' | 'merged';
  readonly request: ReportedRequest | undefined;
}
