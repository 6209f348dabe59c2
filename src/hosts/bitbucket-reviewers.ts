// Who is meant on Bitbucket Cloud by the name of a reviewer: https://developer.atlassian.com/cloud/bitbucket/rest/api-group-workspaces/
import { DeployError } from '../errors.ts';
import { fieldOf, namesIn } from '../json-field.ts';
import type { BitbucketClient } from './bitbucket-client.ts';
import type { BitbucketTask } from './bitbucket-rights.ts';

const task: BitbucketTask = { action: 'look for a reviewer', right: 'account' };

/** Pages of members that are read, of 100 each. */
const mostPages = 20;

/** An account as the API takes it. */
export type BitbucketAccount = { readonly uuid: string } | { readonly account_id: string };

/**
 * Finds the account of a reviewer.
 * @param name a UUID in braces, an account id, or the nickname of a member of the workspace
 * @returns the account
 * @throws {DeployError} invalid-input where nobody or several are called so
 */
export async function bitbucketAccount(client: BitbucketClient, name: string): Promise<BitbucketAccount> {
  if (/^\{[\da-f-]{36}\}$/i.test(name)) return { uuid: name.toLowerCase() };
  if (/^[\da-f]{24}$|^\d+:[\w-]+$/i.test(name)) return { account_id: name };
  const found = await membersCalled(client, name.toLowerCase());
  const [uuid] = found;
  if (found.length === 1 && uuid !== undefined) return { uuid };
  throw new DeployError(
    'invalid-input',
    `Cannot ask "${name}" for a review on "${client.repository}": ${found.length === 0 ? 'no member of the workspace has' : `${found.length} members of the workspace have`} this nickname`,
    'write the id of the account, which is in the address of its page, like "{UUID}"',
  );
}

/** Reads the members of the workspace, and gives the UUIDs of those with a nickname. */
async function membersCalled(client: BitbucketClient, nickname: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const { data, status } = await client.members(page, task);
    const members = fieldOf(data, 'values');
    if (!Array.isArray(members)) throw client.strange(task, status);
    const users = members.map((member) => fieldOf(member, 'user'));
    const meant = users.filter((user) => String(fieldOf(user, 'nickname')).toLowerCase() === nickname);
    found.push(...namesIn(meant, 'uuid'));
    if (typeof fieldOf(data, 'next') !== 'string') break;
  }
  return found;
}
