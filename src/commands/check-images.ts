// Looks for the images of a deploy in their registries.
import { readFile } from 'node:fs/promises';
import type { CheckedTarget, RollbackPlan } from '../change/edit-plan.ts';
import type { Config } from '../config/config.ts';
import { parseStoredLogins } from '../config/stored-logins.ts';
import { DeployError } from '../errors.ts';
import type { TagPolicy } from '../image/tag-policy.ts';
import type { ImageTarget } from '../manifest/target.ts';
import { type FoundImage, findImage, type ImageSearch } from '../registry/find-images.ts';
import { findLogin } from '../registry/find-login.ts';
import { RegistryClient } from '../registry/registry-client.ts';
import { RegistryHttp } from '../registry/registry-http.ts';
import { type RegistryPlace, registryPlace } from '../registry/registry-place.ts';
import { RegistryTime } from '../registry/registry-time.ts';
import type { LoginFiles, RegistryLogin, StoredLogins } from '../remote/registry-login.ts';
import type { TagOrder } from '../tags/tag-order.ts';
import { version } from '../version.ts';
import { inputName } from '../wording.ts';
import { chooseTag } from './choose-tag.ts';
import type { CommandContext } from './command.ts';
import { sourceInImages } from './image-source.ts';
import { untilDeadline } from './until-deadline.ts';

/**
 * Looks for the images until all of them are there.
 * @param rollback what is put back, where it is a rollback: it is looked for, and stays as the history has it
 * @param deadline the end of the deploy's time, milliseconds of the monotonic clock
 * @param landing aborts when nobody needs the answer any more
 * @returns what is to be deployed, with tags and digests where they are asked for
 * @throws {DeployError} image-missing, not-a-registry, invalid-input for a credential of several registries, and what registries refuse
 */
export async function checkImages(
  config: Config,
  rollback: RollbackPlan | undefined,
  deadline: number,
  landing: AbortSignal,
  { given, log, hide, now, monotonicNow, signal: stop }: CommandContext,
): Promise<CheckedTarget> {
  const { target, imageCheck, allowHttp, source } = config;
  const wanted = target.images.map((image) => ({ image, place: registryPlace(image.to.name) }));
  checkOneRegistry(
    config,
    wanted.map(({ place }) => place),
  );
  const stored = imageCheck.login === undefined ? await readStored(given.loginFiles) : [];
  for (const secret of stored.flatMap(secretsOf)) hide(secret);
  const signal = AbortSignal.any([stop, landing, untilDeadline(deadline, monotonicNow)]);
  const userAgent = `gitops-deploy/${version}`;
  const http = new RegistryHttp({ network: given.network, lookup: undefined, userAgent, allowHttp, signal });
  const time = new RegistryTime({ deadline, monotonicNow, random: Math.random, signal, log });
  const search = searchFor(config, rollback, time, log);
  try {
    const order = imageCheck.tagPolicy && (await orderOf(imageCheck.tagPolicy));
    const find = ({ image, place }: (typeof wanted)[number]): Promise<CheckedImage> => {
      const login = findLogin(place, imageCheck.login, stored);
      const client = new RegistryClient({ place, login, http, now, hide });
      return chooseAndFind(image, client, imageCheck, order, search);
    };
    const found = await Promise.all(wanted.map(find));
    const images = found.map(({ image }) => image);
    const origins = found.map(({ origin }) => origin);
    return {
      target: rollback === undefined ? imageCheck.targetWith(images) : target,
      source: sourceInImages(source, origins, log),
      isAsNew: order && ((one, other) => order.isAsNew(one, other)),
    };
  } finally {
    http.close();
  }
}

function searchFor(
  { imageCheck, source }: Config,
  rollback: RollbackPlan | undefined,
  time: RegistryTime,
  log: (line: string) => void,
): ImageSearch {
  return {
    purpose: rollback === undefined ? 'deploy' : 'rollback',
    platforms: imageCheck.platforms,
    wantsDigest: imageCheck.check === 'digest',
    wantsOrigin: source.commit === undefined,
    waitMs: imageCheck.waitMs,
    time,
    log,
  };
}

/** An image of the target, as the registry has it. */
interface CheckedImage {
  readonly image: ImageTarget;
  readonly origin: FoundImage['origin'];
}

/** The tag that a policy chooses, where there is one, and the image with it, where that is asked for. */
async function chooseAndFind(
  { name, to }: ImageTarget,
  client: RegistryClient,
  { tagPolicy, check }: Config['imageCheck'],
  order: TagOrder | undefined,
  search: ImageSearch,
): Promise<CheckedImage> {
  const { time, log } = search;
  const reference = tagPolicy && order ? await chooseTag(client, to.name, tagPolicy, order, time, log) : to;
  if (check === 'none') return { image: { name, to: reference }, origin: undefined };
  const found = await findImage({ client, reference }, search);
  return { image: { name, to: found.reference }, origin: found.origin };
}

/** The parser of versions is loaded where a policy needs an order. */
async function orderOf(policy: TagPolicy): Promise<TagOrder> {
  const { TagOrder } = await import('../tags/tag-order.ts');
  return TagOrder.of(policy);
}

/** A credential goes to the one registry that it is for. */
function checkOneRegistry({ imageCheck }: Config, places: readonly RegistryPlace[]): void {
  const registries = [...new Set(places.map(({ registry }) => registry))];
  if (imageCheck.login === undefined || registries.length < 2) return;
  throw new DeployError(
    'invalid-input',
    `Cannot send ${inputName('registry-token')} to "${registries.join('" and "')}": it is for one registry`,
    'give the credentials of several registries as DOCKER_AUTH_CONFIG, or by "docker login"',
  );
}

async function readStored({ inline, paths }: LoginFiles): Promise<readonly StoredLogins[]> {
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => undefined)));
  const files = paths.flatMap((path, index) => {
    const text = texts[index];
    return text === undefined || text.trim() === '' ? [] : [parseStoredLogins(text, path)];
  });
  return inline === undefined ? files : [parseStoredLogins(inline, 'DOCKER_AUTH_CONFIG'), ...files];
}

function secretsOf({ logins }: StoredLogins): readonly string[] {
  return [...logins.values()].map(secretOf);
}

function secretOf(login: RegistryLogin): string {
  return login.is === 'password' ? login.password : login.token;
}
