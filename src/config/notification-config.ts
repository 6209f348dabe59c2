// Whom to tell how a deploy ended, and when.
import { splitReference } from '../image/reference.ts';
import { emptyTarget, type Target } from '../manifest/target.ts';
import type { SlackTarget } from '../remote/slack-target.ts';
import type { CiRun } from './ci/ci-run.ts';
import { namespaceOf } from './edit-config.ts';
import type { Given } from './given.ts';
import { invalidValue } from './input-problem.ts';
import { InputReader } from './input-reader.ts';
import type { InputSource } from './input-source.ts';
import { notifyOnValues } from './inputs/notification-inputs.ts';
import type { InputName, InputTexts } from './inputs.ts';
import { checkSecretPlace } from './misplaced-secret.ts';
import { type RunOrigin, readRunOrigin } from './origin-config.ts';
import { parseWebhook, parseWebTemplate } from './parsers.ts';
import { type HoldsSecret, refuseSecrets } from './published.ts';
import type { WebTemplate } from './template.ts';
import { parseSlackToken } from './token.ts';

/** Whom to tell, and when. */
export interface NotificationConfig extends RunOrigin {
  readonly slack: SlackTarget | undefined;
  readonly notifyOn: (typeof notifyOnValues)[number];
  /** Make the links to dashboards. */
  readonly dashboards: readonly WebTemplate[];
}

/** What a message about bad inputs needs. */
export interface BadInputNotification {
  readonly notification: NotificationConfig;
  /** What was to be deployed, as far as it can be read: the message needs a name for it. */
  readonly target: Target;
}

const decisive: readonly InputName[] = [
  'slack-webhook-url',
  'slack-token',
  'slack-channel',
  'notify-on',
  'dry-run',
  'allow-http',
];

const ofRun: readonly InputName[] = ['run-url', 'actor'];

/**
 * Reads whom to tell, and when.
 * @returns whom to tell; without the values that are bad
 */
export function readNotification(reader: InputReader, ci: CiRun): NotificationConfig {
  return {
    ...readRunOrigin(reader, ci),
    slack: readSlack(reader),
    notifyOn: reader.choice('notify-on', notifyOnValues) ?? 'always',
    dashboards: reader.parsedList('dashboard-url', parseWebTemplate),
  };
}

/**
 * Reads whom to tell that the inputs are bad.
 * @param holdsSecret what is posted may not hold a secret
 * @returns `undefined` where nobody is to be told, or where the inputs that decide it are bad themselves
 */
export function readBadInputNotification(
  { inputs, source, ci }: Given,
  holdsSecret: HoldsSecret,
): BadInputNotification | undefined {
  const own = new Map([...inputs.entries()].filter(([name]) => decisive.includes(name)));
  const mistyped = source.mistyped.filter(({ input }) => decisive.includes(input));
  const reader = new InputReader(own, {
    isAction: source.isAction,
    mistyped,
    absentImage: undefined,
    labelsNamespace: false,
    spellings: source.spellings,
  });
  refuseSecrets(reader, holdsSecret);
  const notification = { ...readNotification(reader, ci), ...saidOfRun(inputs, source, ci, holdsSecret) };
  try {
    reader.finish(notification);
  } catch {
    return undefined;
  }
  return reader.isOn('dry-run') ? undefined : { notification, target: roughTarget(inputs, source) };
}

/** A bad address of the run keeps nobody from being told; a secret is not told. */
function saidOfRun(inputs: InputTexts, source: InputSource, ci: CiRun, holdsSecret: HoldsSecret): RunOrigin {
  const own = [...inputs.entries()].filter(([name, text]) => ofRun.includes(name) && !holdsSecret(text));
  return readRunOrigin(new InputReader(new Map(own), source), ci);
}

/** Lines that are no images at all still have something like a name. */
function roughTarget(inputs: InputTexts, source: InputSource): Target {
  const reader = new InputReader(inputs, source);
  const lines = reader.list('image');
  return {
    ...emptyTarget,
    images: lines.map((line) => ({
      name: undefined,
      to: splitReference(line.slice(line.indexOf('=') + 1)),
    })),
    namespace: namespaceOf(reader),
  };
}

const withoutSlackToken =
  'set "slack-token" too, or leave the channel out; where it is set already, check the spelling of its secret: a name that does not exist arrives empty';

function readSlack(reader: InputReader): SlackTarget | undefined {
  const url = reader.parsed('slack-webhook-url', (text) =>
    parseWebhook(checkSecretPlace('slack-webhook-url', text), reader.isOn('allow-http')),
  );
  const token = reader.parsed('slack-token', parseSlackToken);
  const channels = new Map(reader.parsedList('slack-channel', parseChannel));
  const hasToken = reader.text('slack-token') !== undefined;
  const hasChannel = reader.list('slack-channel').length > 0;
  if (url !== undefined) {
    if (hasChannel && !hasToken)
      reader.refuse(
        'slack-channel',
        'is not for a webhook, which posts to a channel of its own',
        'leave it out, or set "slack-token" in place of "slack-webhook-url"',
      );
    return { via: 'webhook', url };
  }
  if (!hasToken) {
    if (hasChannel) reader.refuse('slack-channel', 'has no slack-token to post with', withoutSlackToken);
    return undefined;
  }
  if (!hasChannel)
    reader.refuse('slack-channel', 'is missing', 'a bot token needs a channel id, like "C0123456789"');
  return token === undefined ? undefined : { via: 'bot', token, channels };
}

/** `C123` or `prod=C123` */
function parseChannel(text: string): [string, string] {
  const match = /^(?:([a-z0-9][a-z0-9.-]*)\s*=\s*)?([#A-Za-z0-9_-]+)$/.exec(text);
  if (match === null)
    throw invalidValue('is not a channel', 'write its id, "C0123456789", or "NAMESPACE=ID"');
  return [match[1] ?? '', match[2] ?? ''];
}
