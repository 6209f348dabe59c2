// Opening the ways to tell people, for where a deploy goes.
import { randomUUID } from 'node:crypto';
import type { NotificationConfig } from '../config/notification-config.ts';
import type { ManifestEdit, Target } from '../manifest/edit-manifests.ts';
import type { Notifier } from '../notify/notification.ts';
import type { CommandContext } from './command.ts';

/**
 * Makes a notifier for everybody who is named for where the deploy goes: what the files say, else what the run says.
 * @param environment empty where it is not known
 * @returns the notifiers, whose code is loaded here: a deploy that tells nobody does without it
 */
export async function openNotifiers(
  { slack }: NotificationConfig,
  edit: ManifestEdit,
  target: Target,
  environment: string,
  { given, now, monotonicNow }: CommandContext,
): Promise<readonly Notifier[]> {
  if (slack === undefined) return [];
  const { openSlack } = await import('../notify/slack.ts');
  const inFiles = edit.resources.map(({ namespace }) => namespace).filter((name) => name !== undefined);
  const asked = target.namespace?.split(', ') ?? [];
  const namespaces = [...new Set(inFiles.length > 0 ? inFiles : asked)];
  return openSlack(
    slack,
    { namespaces, environment: environment || undefined },
    { proxies: given.proxies, apiUrl: undefined, now, monotonicNow, random: Math.random, newId: randomUUID },
  );
}
