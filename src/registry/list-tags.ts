// The tags of a repository, page by page, as far as anybody waits for them.
import { isTag } from '../image/reference.ts';
import type { RegistryClient } from './registry-client.ts';
import { strangeAnswer } from './registry-error.ts';

/** So many are asked for at once; ECR takes no more. */
const pageSize = 1000;

/** What a repository has, as far as it was read. */
export interface TagList {
  /** Without those that name signatures and the like. */
  readonly tags: readonly string[];
  /** Whether these are all. */
  readonly isWhole: boolean;
}

/** How the tags are read. */
export interface TagReading {
  /** The middle of "Cannot ...": `list the tags of "acme/web"` */
  readonly action: string;
  /** About so many tags are read. */
  readonly mostTags: number;
  readonly mostPages: number;
  /** Asks for a page again where that may help. */
  readonly retry: <T>(job: () => Promise<T>) => Promise<T>;
}

/**
 * Reads the tags of a repository.
 * @returns `undefined` where there is no such repository
 * @throws {RemoteError} what the registry refuses; not-a-registry for what is no list
 */
export async function listTags(
  client: RegistryClient,
  { action, mostTags, mostPages, retry }: TagReading,
): Promise<TagList | undefined> {
  const seen = new Set<string>();
  const read = (isWhole: boolean): TagList => ({ tags: [...seen].filter(isDeployable), isWhole });
  let query: string | undefined = `?n=${pageSize}`;
  for (let page = 0; query !== undefined; page++) {
    if (page >= mostPages || seen.size > mostTags) return read(false);
    const path: string = `tags/list${query}`;
    const answer: TagPage | undefined = await retry(() => askForPage(client, path, action));
    if (answer === undefined) return undefined;
    const before = seen.size;
    for (const name of answer.names) seen.add(name);
    // A registry that does not know how to go on sends the same page again, or one without tags.
    query = seen.size === before && page > 0 ? undefined : nextQuery(answer);
  }
  return read(true);
}

interface TagPage {
  readonly names: readonly string[];
  /** The header `Link`, empty where there is none. */
  readonly link: string;
}

async function askForPage(
  client: RegistryClient,
  path: string,
  action: string,
): Promise<TagPage | undefined> {
  const { status, headers, body } = await client.ask('GET', path, 'application/json', action, [404]);
  if (status === 404) return undefined;
  const names = namesIn(body.toString());
  if (names === undefined) throw strangeAnswer(client.taskOf(action), 'sends what is no list of tags');
  return { names, link: String(headers.link ?? '') };
}

/**
 * Says how to ask for the next page. Of the link only its query counts: some registries name a path of their own, and none may
 * lead to another server. A whole page may come without a link: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags
 */
function nextQuery({ names, link }: TagPage): string | undefined {
  const [, address = ''] = /<([^<>]*)>\s*;[^,]*\brel="?next"?/i.exec(link) ?? [];
  const { searchParams } = new URL(URL.canParse(address, 'http://x') ? address : '', 'http://x');
  // The specification has no tags on a page of none.
  if (searchParams.get('n') === '0') searchParams.set('n', `${pageSize}`);
  if (searchParams.size > 0) return `?${searchParams}`;
  const isFull = names.length === pageSize || address !== '';
  return isFull ? `?n=${pageSize}&last=${encodeURIComponent(names.at(-1) ?? '')}` : undefined;
}

/** Signatures and attestations have tags, too: https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md */
function isDeployable(name: string): boolean {
  return isTag(name) && !/^sha256-[0-9a-f]{64}(?:\.\w+)?$/.test(name);
}

/** Where there are none, some registries send `null`. */
function namesIn(text: string): readonly string[] | undefined {
  try {
    const { tags } = Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
    if (tags === null) return [];
    return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : undefined;
  } catch {
    return undefined;
  }
}
