// A registry, and what looks for images there.
import type { Platform } from '../src/image/platform.ts';
import { parsePlatform } from '../src/image/platform.ts';
import { parseReference, type Reference } from '../src/image/reference.ts';
import { findImage } from '../src/registry/find-images.ts';
import { type FoundLogin, findLogin } from '../src/registry/find-login.ts';
import { listTags, type TagList } from '../src/registry/list-tags.ts';
import type { ImageOrigin } from '../src/registry/manifest-body.ts';
import { RegistryClient } from '../src/registry/registry-client.ts';
import { RegistryHttp, type RegistryHttpOptions } from '../src/registry/registry-http.ts';
import { type RegistryPlace, registryPlace } from '../src/registry/registry-place.ts';
import { RegistryTime } from '../src/registry/registry-time.ts';
import { plainNetwork } from '../src/remote/network-settings.ts';
import type { GivenLogin, StoredLogins } from '../src/remote/registry-login.ts';

/** What is usual need not be said. */
export interface Search {
  readonly purpose?: 'deploy' | 'rollback';
  readonly login?: GivenLogin;
  readonly stored?: readonly StoredLogins[];
  readonly platforms?: readonly string[];
  readonly wantsDigest?: boolean;
  readonly wantsOrigin?: boolean;
  readonly waitMs?: number;
  readonly budgetMs?: number;
  readonly http?: Partial<RegistryHttpOptions>;
}

function httpOf(more: Partial<RegistryHttpOptions>): RegistryHttp {
  return new RegistryHttp({
    network: plainNetwork,
    lookup: undefined,
    userAgent: 'gitops-deploy/test',
    allowHttp: false,
    signal: new AbortController().signal,
    ...more,
  });
}

function clientOf(
  place: RegistryPlace,
  login: FoundLogin,
  http: RegistryHttp,
  hidden: string[],
): RegistryClient {
  return new RegistryClient({ place, login, http, now: Date.now, hide: (secret) => hidden.push(secret) });
}

/** Lists tags. @returns what was found */
export async function searchTags(
  host: string,
  mostTags: number,
  mostPages: number,
): Promise<TagList | undefined> {
  const http = httpOf({});
  const place = registryPlace(`${host}/acme/web`);
  const client = clientOf(place, { is: 'none' }, http, []);
  const action = 'list the tags of "acme/web"';
  try {
    return await listTags(client, { action, mostTags, mostPages, retry: (job) => job() });
  } finally {
    http.close();
  }
}

/** Looks for an image. @returns the reference that is to be deployed, and what was logged */
export async function searchImage(
  image: string,
  search: Search = {},
): Promise<{
  readonly reference: Reference;
  readonly origin: ImageOrigin | undefined;
  readonly log: readonly string[];
  readonly hidden: readonly string[];
}> {
  const log: string[] = [];
  const hidden: string[] = [];
  const http = httpOf(search.http ?? {});
  const wanted = parseReference(image) ?? { name: '', tag: undefined, digest: undefined };
  const place = registryPlace(wanted.name);
  const login = findLogin(place, search.login, search.stored ?? []);
  const client = clientOf(place, login, http, hidden);
  const monotonicNow = () => performance.now();
  const deadline = monotonicNow() + (search.budgetMs ?? 60_000);
  const time = new RegistryTime({
    deadline,
    monotonicNow,
    random: () => 0,
    signal: new AbortController().signal,
    log: (line) => log.push(line),
  });
  try {
    const { reference, origin } = await findImage(
      { client, reference: wanted },
      {
        purpose: search.purpose ?? 'deploy',
        platforms: (search.platforms ?? []).flatMap((text): Platform[] => [parsePlatform(text) ?? []].flat()),
        wantsDigest: search.wantsDigest ?? false,
        wantsOrigin: search.wantsOrigin ?? false,
        waitMs: search.waitMs ?? 0,
        time,
        log: (line) => log.push(line),
      },
    );
    return { reference, origin, log, hidden };
  } finally {
    http.close();
  }
}
