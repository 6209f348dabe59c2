// What the registry is asked about the images.
import { type Platform, parsePlatform } from '../image/platform.ts';
import type { TagPolicy } from '../image/tag-policy.ts';
import type { ImageTarget, Target } from '../manifest/target.ts';
import type { GivenLogin } from '../remote/registry-login.ts';
import { inputName } from '../wording.ts';
import { parseAssignment } from './assignment.ts';
import { invalidValue } from './input-problem.ts';
import type { InputReader } from './input-reader.ts';
import type { Choice } from './inputs.ts';
import { checkSecretPlace } from './misplaced-secret.ts';
import { parseDuration } from './parsers.ts';
import { readTagPolicy } from './tag-policy-config.ts';
import { parseToken } from './token.ts';

/** What the registry is asked. */
export interface ImageCheckConfig {
  readonly check: Choice<'image-check'>;
  readonly platforms: readonly Platform[];
  /** Milliseconds; 0: an image that is not there is missing. */
  readonly waitMs: number;
  readonly login: GivenLogin | undefined;
  /** How the tags are chosen; `undefined`: they are given, or found elsewhere. */
  readonly tagPolicy: TagPolicy | undefined;
  /** Gives what is to be deployed once the images have their digests: fields of `set` may hold them too. */
  readonly targetWith: (images: readonly ImageTarget[]) => Target;
}

/**
 * Reads what the registry is asked.
 * @param target what is to be deployed
 * @param isFound whether the images are found in the history, or in other files
 * @param timeoutMs the time for everything; `undefined` where it is bad
 * @returns the choices; without the values that are bad
 */
export function readImageCheck(
  reader: InputReader,
  target: Target,
  isFound: boolean,
  timeoutMs: number | undefined,
): ImageCheckConfig {
  const check = reader.choice('image-check') ?? 'none';
  const waitMs = reader.parsed('image-wait', parseDuration) ?? 0;
  if (check === 'none') refuseIdle(reader);
  else if (!isFound && reader.list('image').length === 0)
    reader.refuse('image-check', 'has no image to look for', `give ${inputName('image')}, or leave it out`);
  if (timeoutMs !== undefined && waitMs >= timeoutMs)
    reader.refuse(
      'image-wait',
      `is not shorter than ${inputName('timeout')}, which is the time for everything`,
      `raise ${inputName('timeout')}`,
    );
  const platforms = reader.parsedList('image-platforms', parsePlatforms).flat();
  return {
    check,
    platforms,
    waitMs,
    login: readLogin(reader),
    tagPolicy: readTagPolicy(reader, isFound),
    // Read before, so that it is known to be good.
    targetWith: (images) => ({
      ...target,
      images,
      set: reader.list('set').map((line) => parseAssignment(line, images)),
    }),
  };
}

/** They have no effect, so their user would believe that something is looked for. */
function refuseIdle(reader: InputReader): void {
  for (const name of ['image-platforms', 'image-wait'] as const)
    if (reader.list(name).length > 0)
      reader.refuse(
        name,
        `is given without ${inputName('image-check')}`,
        `set ${inputName('image-check')} to "exists" or "digest"`,
      );
}

function parsePlatforms(line: string): readonly Platform[] {
  const texts = line.split(/[\s,]+/).filter((text) => text !== '');
  return texts.map((text) => {
    const platform = parsePlatform(text);
    if (platform === undefined) throw invalidValue('is not a platform', 'write it like "linux/amd64"');
    return platform;
  });
}

function readLogin(reader: InputReader): GivenLogin | undefined {
  const user = reader.parsed('registry-username', (text) => checkSecretPlace('registry-username', text));
  const password = reader.parsed('registry-token', parseRegistryToken);
  if (user !== undefined && reader.text('registry-token') === undefined)
    reader.missing('registry-token', `give what goes with ${inputName('registry-username')}`);
  return password === undefined ? undefined : { user, password };
}

/** Google takes the whole key of a service account as the password: https://cloud.google.com/artifact-registry/docs/docker/authentication */
function parseRegistryToken(text: string): string {
  return /^\{[\s\S]*"private_key"[\s\S]*\}$/.test(text) ? text : parseToken(text, 'registry-token');
}
