// Merges a pull request of Bitbucket Data Center: https://developer.atlassian.com/server/bitbucket/rest/v819/api-group-pull-requests/
import { DeployError } from '../errors.ts';
import { fieldOf } from '../json-field.ts';
import { inputName } from '../wording.ts';
import type { BitbucketTask } from './bitbucket-rights.ts';
import type { DataCenterClient } from './data-center-client.ts';
import type { MergeAnswer, PullRequest } from './pull-requests.ts';

const task: BitbucketTask = { action: 'merge the pull request', right: 'Repository write' };

/**
 * Tries to merge a request. Its state is read first: the merge of a try before may have gone through without an answer.
 * @param commit that is meant. The API takes none: it is compared before and after the merge
 * @param how `auto`: the server merges once nothing vetoes it any more, from version 8.15 on
 * @returns what became of it
 * @throws {DeployError} permission-denied, push-refused
 */
export async function mergeOnDataCenter(
  client: DataCenterClient,
  { number, url }: PullRequest,
  commit: string,
  how: 'auto' | 'now',
): Promise<MergeAnswer> {
  const path = `/pull-requests/${number}`;
  const { data, version } = await client.current(number, task);
  const settled = settledState(data, commit);
  if (settled !== undefined) return settled;
  const check = (await client.send('GET', `${path}/merge`, undefined, task)).data;
  if (fieldOf(check, 'conflicted') === true) return { is: 'conflict' };
  const isVetoed = fieldOf(check, 'canMerge') === false;
  if (isVetoed && how === 'now') return { is: 'not-yet', why: vetoesOf(check) };
  const body = isVetoed ? { autoMerge: true } : {};
  const answer = await client.send('POST', `${path}/merge?version=${version}`, body, task, [409]);
  if (answer.status < 300) return settledState(answer.data, commit) ?? { is: 'queued' };
  const exception = namedException(answer.data);
  if (/OutOfDate/.test(exception)) return { is: 'not-yet', why: answer.text };
  if (isVetoed && /already/i.test(`${exception} ${answer.text}`)) return { is: 'queued' };
  if (isVetoed) throw noAutoMerge(url, answer.text);
  return { is: 'not-yet', why: answer.text };
}

/** What the request's own state says, where that is the end of it. */
function settledState(data: unknown, commit: string): MergeAnswer | undefined {
  const state = fieldOf(data, 'state');
  if (state === 'DECLINED') return { is: 'closed' };
  if (fieldOf(fieldOf(data, 'fromRef'), 'latestCommit') !== commit) return { is: 'overtaken' };
  if (state !== 'MERGED') return undefined;
  const merge = fieldOf(fieldOf(data, 'properties'), 'mergeCommit');
  return { is: 'merged', commit: String(fieldOf(merge, 'id') ?? commit) };
}

/** Why it cannot be merged, in the server's words. */
function vetoesOf(check: unknown): string {
  const vetoes = fieldOf(check, 'vetoes');
  const words = (Array.isArray(vetoes) ? vetoes : []).map((veto) =>
    String(fieldOf(veto, 'detailedMessage') ?? fieldOf(veto, 'summaryMessage')),
  );
  return words.length === 0 ? 'the server does not allow it' : words.join('; ');
}

function namedException(data: unknown): string {
  const errors = fieldOf(data, 'errors');
  return Array.isArray(errors) ? String(fieldOf(errors[0], 'exceptionName')) : '';
}

function noAutoMerge(url: string, said: string): DeployError {
  return new DeployError(
    'push-refused',
    `Cannot turn on auto-merge for "${url}": the server says "${said.slice(0, 500)}"`,
    `allow auto-merge in the settings of the repository (Bitbucket Data Center has it from version 8.15 on), or set ${inputName('pull-request-merge')} to "now"`,
  );
}
