// Which tag of a repository is deployed where a policy chooses it.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DeployError } from '../errors.ts';
import type { Reference } from '../image/reference.ts';
import type { TagPolicy } from '../image/tag-policy.ts';
import { listTags } from '../registry/list-tags.ts';
import type { RegistryClient } from '../registry/registry-client.ts';
import type { RegistryTime } from '../registry/registry-time.ts';
import type { TagOrder } from '../tags/tag-order.ts';
import { inputName } from '../wording.ts';

/** A repository with more of them needs a clean-up before an order. */
const [mostTags, mostPages] = [100_000, 1000];
/** Milliseconds of ordering tags, until others have their turn. */
const longestTurn = 50;

/**
 * Chooses the newest tag of a repository.
 * @param name of the image
 * @param order of the policy
 * @returns the image with its tag
 * @throws {DeployError} image-missing where no tag fits, out-of-time, and what the registry refuses
 */
export async function chooseTag(
  client: RegistryClient,
  name: string,
  { text }: TagPolicy,
  order: TagOrder,
  time: RegistryTime,
  log: (line: string) => void,
): Promise<Reference> {
  const action = `list the tags of "${name}"`;
  const retry = <T>(job: () => Promise<T>): Promise<T> => time.retry(job);
  const list = await listTags(client, { action, mostTags, mostPages, retry });
  const { registry } = client.place;
  const because = (what: string, remedy: string): DeployError =>
    new DeployError('image-missing', `Cannot choose a tag of "${name}": ${what}`, remedy);
  if (list === undefined)
    throw because(`"${registry}" has no such repository`, 'push an image first, or correct its name');
  if (!list.isWhole)
    throw because(
      `"${registry}" has more than ${list.tags.length} tags, and the newest may be among the others`,
      'have the registry delete old tags',
    );
  const tag = await order.newest(list.tags, turns(time));
  const of = `${list.tags.length} ${list.tags.length === 1 ? 'tag' : 'tags'}`;
  if (tag === undefined)
    throw because(
      `none of the ${of} that "${registry}" has fits "${text}"`,
      `push one, or correct ${inputName('tag-policy')}`,
    );
  log(`The newest of ${of} of ${name} by "${text}" is ${tag}`);
  return { name, tag, digest: undefined };
}

/** Whoever orders a hundred thousand tags leaves room for a stop, and sees the end of the time. */
function turns(time: RegistryTime): () => Promise<void> | undefined {
  let began = time.now();
  return () => {
    if (time.now() - began < longestTurn) return undefined;
    return nextTurn().then(() => {
      began = time.now();
      return time.pause(0);
    });
  };
}
