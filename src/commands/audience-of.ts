// Whom a deploy is told to: everybody who is named for where it goes.
import { randomUUID } from 'node:crypto';
import type { Summary } from '../change/summary.ts';
import type { ManifestEdit, Target } from '../manifest/edit-manifests.ts';
import type { Audience } from '../notify/audience.ts';
import type { DeployPlaces } from '../notify/choose-receivers.ts';
import type { Receivers } from '../remote/receivers.ts';
import type { CommandContext } from './command.ts';

/**
 * Finds everybody who is named for where the deploy goes: what the files say, else what the run says.
 * @param environment empty where it is not known
 * @returns all of them; their code is loaded here: a deploy that tells nobody does without it
 */
export async function audienceOf(
  receivers: Receivers,
  edit: ManifestEdit,
  target: Target,
  environment: string,
  { given, now, monotonicNow }: CommandContext,
): Promise<Audience> {
  const { openAudience } = await import('../notify/open-audience.ts');
  return openAudience(receivers, placesOf(edit, target, environment), {
    network: given.network,
    now,
    monotonicNow,
    random: Math.random,
    newId: randomUUID,
  });
}

/**
 * Says where a deploy goes: what the files say, else what the run says.
 * @param environment empty where it is not known
 * @returns the places by which receivers are chosen
 */
export function placesOf(edit: ManifestEdit, target: Target, environment: string): DeployPlaces {
  const inFiles = edit.resources.map(({ namespace }) => namespace).filter((name) => name !== undefined);
  const asked = target.namespace?.split(', ') ?? [];
  const namespaces = [...new Set(inFiles.length > 0 ? inFiles : asked)];
  return { namespaces, environment: environment || undefined };
}

/**
 * Says that no line names a receiver for where a deploy goes.
 * @returns a warning
 */
export function nobodyNamed({ namespace, environment }: Summary): string {
  const place = namespace === '' ? `environment "${environment}"` : `namespace "${namespace}"`;
  return `Cannot tell people: no line that names a receiver is for the ${place}; add one, or one without a name`;
}
