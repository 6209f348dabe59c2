// What people would be told of a deploy that is over, for those who set up receivers: nothing is sent.

import { readFile } from 'node:fs/promises';
import { summarize } from '../change/summary.ts';
import { type MessageConfig, readMessageConfig } from '../config/message-config.ts';
import type { NotificationConfig } from '../config/notification-config.ts';
import { DeployError } from '../errors.ts';
import { chosenMessages } from '../notify/chosen-messages.ts';
import { inputName, program } from '../wording.ts';
import { placesOf } from './audience-of.ts';
import type { CommandContext } from './command.ts';
import { type DeployStory, notificationOf } from './gather-facts.ts';
import { isWanted } from './notify-on.ts';
import type { Printed } from './outcome.ts';
import { recordedEdit, recordedTarget } from './recorded-edit.ts';
import { parseResult, type RecordedResult } from './recorded-result.ts';

/**
 * Reads the result that the one word names, and writes what each receiver would get.
 * @returns JSON, messages by kind of receiver
 * @throws {DeployError} invalid-input
 */
export async function runMessage({ given, words, warn, redact, now }: CommandContext): Promise<Printed> {
  const [path = ''] = words;
  const config = readMessageConfig(given);
  const result = parseResult(await readResult(path), path);
  const story = storyOf(result, config);
  const { kind, serverUrl } = given.ci;
  const { receivers } = config.notification;
  const said = { ...config.notification, headline: headlineOf(result, config) };
  const notification = notificationOf(result, story, said, { kind, url: serverUrl }, redact);
  const places = placesOf(story.edit, story.target, story.summary.environment);
  const isWantedAtAll = isWanted(result, config.notification);
  const messages = isWantedAtAll ? chosenMessages(notification, receivers, places, now()) : {};
  if (Object.keys(messages).length === 0) warn(whyNobody(result, config.notification));
  return { text: `${JSON.stringify(messages, undefined, 2)}\n` };
}

function whyNobody({ error }: RecordedResult, config: NotificationConfig): string {
  if (isWanted({ error }, config))
    return 'Nobody would be told: no line that names a receiver is for this deploy, or none of them is told of such a result';
  const how = error === undefined ? 'did not fail' : 'failed';
  return `Nobody would be told: ${inputName('notify-on')} is "${config.notifyOn}", and the deploy ${how}`;
}

async function readResult(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const what =
      code === 'ENOENT' ? 'there is no such file' : `it cannot be opened (${code || String(error)})`;
    throw new DeployError(
      'invalid-input',
      `Cannot read the result "${path}": ${what}`,
      `check the path: "${program} --json > FILE" makes the file`,
      { cause: error },
    );
  }
}

function storyOf(
  { changes, previousSource: sourceBefore, purpose = 'deploy' }: RecordedResult,
  { target, namespace, files, environment, source, notification }: MessageConfig,
): DeployStory {
  const edit = recordedEdit(changes);
  const meant = target ?? recordedTarget(changes, namespace);
  const { repository, commit } = source;
  const { actor } = notification;
  const unknownOfRun = { promotedFrom: undefined, reason: undefined };
  const run = { files, repository, commit, actor, environment, purpose, ...unknownOfRun };
  return { target: meant, edit, summary: summarize(edit, meant, run), source, sourceBefore, run };
}

/** A result without changes says in its own headline what it was about. */
function headlineOf({ changes, headline }: RecordedResult, { target, notification }: MessageConfig) {
  if (notification.headline !== undefined || headline === undefined) return notification.headline;
  return changes.length === 0 && target === undefined ? () => headline : undefined;
}
