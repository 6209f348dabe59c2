// The config repository where a change is sent to Gerrit for review: a patch set of the one open change of its target.
import type { ConfigRepository, LandRequest } from '../change/config-repository.ts';
import { requestLine } from '../change/request-trailer.ts';
import { changeIn, type GerritPush, gerritRef, gerritRefusal } from '../hosts/gerrit-push.ts';
import type { Change } from '../manifest/edit-manifests.ts';
import { changeId } from './change-id.ts';
import { commitsLookedAt, newestOfTarget } from './newest-commit.ts';
import type { ProposalResult, ReviewSender } from './proposed.ts';

/** What a change is made of. */
export interface ReviewOptions {
  readonly sender: ReviewSender;
  /** Of what is to change. */
  readonly key: string;
  /** Names the topic, by the name of the base. */
  readonly topicOf: (base: string) => string;
  readonly push: Omit<GerritPush, 'base' | 'topic'>;
  /** Gives the changes of the edit that was made last. */
  readonly changes: () => readonly Change[];
  readonly log: (line: string) => void;
  readonly warn: (line: string) => void;
}

/** Changes of one Change-Id that may be closed: each costs a push. */
const mostClosed = 50;

/** Sends commits for review. */
export class ReviewRepository implements ConfigRepository<ProposalResult> {
  readonly #options: ReviewOptions;
  #closed = 0;
  #reviewers: readonly string[];

  constructor(options: ReviewOptions) {
    this.#options = options;
    this.#reviewers = options.push.reviewers;
  }

  async land(base: string | undefined, request: LandRequest): Promise<ProposalResult> {
    const { sender, key, topicOf, push, changes, log } = this.#options;
    const prepare: LandRequest['prepare'] = async (state) => {
      const content = await request.prepare(state);
      if (content === undefined) return undefined;
      const commits = await state.history(commitsLookedAt);
      // A change that is merged tells its values from the same ones before.
      const merged = newestOfTarget(requestLine(key), commits)?.id ?? '';
      const id = changeId(key, state.branch, changes(), merged, this.#closed);
      return { ...content, message: `${content.message}Change-Id: ${id}\n` };
    };
    const place = {
      base,
      refOf: (name: string) =>
        gerritRef({
          base: name,
          topic: topicOf(name),
          hashtags: push.hashtags,
          reviewers: this.#reviewers,
          isDraft: push.isDraft,
        }),
      meaningOf: (said: string) => this.#meaningOf(said),
    };
    const sent = await sender.sendForReview(place, { ...request, prepare });
    if (sent.result !== 'pushed') return { ...sent, request: undefined };
    if (!sent.isForReview) return { ...sent, result: 'merged', request: undefined };
    const change = changeIn(sent.remote ?? '');
    log(change === undefined ? 'The server has the change, and does not say where' : `Sent ${change.url}`);
    return { ...sent, result: 'proposed', branch: `refs/for/${sent.branch}`, request: change };
  }

  #meaningOf(said: string): 'there' | 'again' | undefined {
    switch (gerritRefusal(said)) {
      case 'there':
        return 'there';
      case 'closed':
        this.#closed += 1;
        return this.#closed > mostClosed ? undefined : 'again';
      case 'reviewers':
        if (this.#reviewers.length === 0) return undefined;
        this.#options.warn(`${said}; the change is sent without reviewers`);
        this.#reviewers = [];
        return 'again';
      case undefined:
        return undefined;
    }
  }
}
