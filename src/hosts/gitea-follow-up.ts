// What follows on Gitea and Forgejo once a pull request is open: names on it, and the merge.
import { DeployError } from '../errors.ts';
import { fieldOf } from '../json-field.ts';
import type { GiteaClient } from './gitea-client.ts';
import { GiteaMerger } from './gitea-merge.ts';
import type { GiteaTask } from './gitea-rights.ts';
import type { Annotation, MergeAnswer, PullRequest, RequestFollowUp } from './pull-requests.ts';
import type { RestAnswer } from './rest-client.ts';

const labelTask: GiteaTask = { action: 'label the pull request', right: 'write:issue' };
const assignTask: GiteaTask = { action: 'assign the pull request', right: 'write:repository' };
const reviewTask: GiteaTask = { action: 'ask for a review', right: 'write:repository' };

/** Pages of labels that are read. */
const mostPages = 40;

/** The second half of the port, for Gitea and Forgejo. */
export class GiteaFollowUp implements RequestFollowUp {
  readonly #client: GiteaClient;
  readonly #merger: GiteaMerger;

  constructor(client: GiteaClient) {
    this.#client = client;
    this.#merger = new GiteaMerger(client);
  }

  async annotate(open: PullRequest, { kind, names }: Annotation, isNewCommit: boolean): Promise<void> {
    const isThere = new Set(open[kind].map((name) => name.toLowerCase()));
    const missing = names.filter((name) => !isThere.has(name.toLowerCase()));
    if (missing.length === 0) return;
    const { number } = open;
    switch (kind) {
      case 'labels': {
        const labels = await this.#labelIds(missing);
        await this.#client.send('POST', `/issues/${number}/labels`, { labels }, labelTask);
        return;
      }
      case 'assignees': {
        // What is sent takes the place of those that are there.
        const assignees = [...open.assignees, ...missing];
        await this.#client.send('PATCH', `/pulls/${number}`, { assignees }, assignTask);
        return;
      }
      case 'reviewers': {
        if (!isNewCommit && (await this.#isAnswered(open))) return;
        const [teams, users] = [missing.filter(isTeam), missing.filter((name) => !isTeam(name))];
        const asked = {
          reviewers: users,
          team_reviewers: teams.map((team) => team.slice('team:'.length)),
        };
        await this.#client.send('POST', `/pulls/${number}/requested_reviewers`, asked, reviewTask);
      }
    }
  }

  /** Who has reviewed is no reviewer any more, and is asked again for a new commit alone. */
  async #isAnswered({ number, reviewers }: PullRequest): Promise<boolean> {
    if (reviewers.length > 0) return true;
    const { data } = await this.#client.send('GET', `/pulls/${number}/reviews`, undefined, reviewTask);
    // To be asked is an entry of the list too.
    return !Array.isArray(data) || data.some((each) => fieldOf(each, 'state') !== 'REQUEST_REVIEW');
  }

  merge(open: PullRequest, commit: string, how: 'auto' | 'now'): Promise<MergeAnswer> {
    return this.#merger.merge(open, commit, how);
  }

  /** Not every version takes names: labels have ids, the organization's beside the repository's. */
  async #labelIds(names: readonly string[]): Promise<readonly number[]> {
    const ofRepository = (page: number) =>
      this.#client.send('GET', `/labels?limit=50&page=${page}`, undefined, labelTask);
    const found = await idsOf(names, ofRepository);
    const others = names.filter((name) => !found.has(name.toLowerCase()));
    const owned = await idsOf(others, (page) => this.#client.ownerLabels(page));
    const missing = others.filter((name) => !owned.has(name.toLowerCase()));
    if (missing.length === 0) return [...found.values(), ...owned.values()];
    throw new DeployError(
      'push-refused',
      `Cannot label the pull request on "${this.#client.repository}": there is no label "${missing.join('", "')}"`,
      'create it under Issues > Labels of the repository, or leave it out',
    );
  }
}

/** Reads pages until all names are found. */
async function idsOf(
  names: readonly string[],
  read: (page: number) => Promise<RestAnswer>,
): Promise<ReadonlyMap<string, number>> {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const found = new Map<string, number>();
  let before: unknown;
  for (let page = 1; page <= mostPages && found.size < wanted.size; page += 1) {
    const { data } = await read(page);
    // A server that does not know pages gives the first one for each.
    if (!Array.isArray(data) || data.length === 0 || fieldOf(data[0], 'id') === before) break;
    before = fieldOf(data[0], 'id');
    for (const each of data) {
      const [name, id] = [String(fieldOf(each, 'name')).toLowerCase(), fieldOf(each, 'id')];
      if (typeof id === 'number' && wanted.has(name)) found.set(name, id);
    }
  }
  return found;
}

const isTeam = (name: string): boolean => name.startsWith('team:');
