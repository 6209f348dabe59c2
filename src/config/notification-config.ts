// Whom to tell how a deploy ended, and when.
import { splitReference } from '../image/reference.ts';
import { emptyTarget, type Target } from '../manifest/target.ts';
import type { Receivers } from '../remote/receivers.ts';
import type { CiRun } from './ci/ci-run.ts';
import { namespaceOf } from './edit-config.ts';
import type { Given } from './given.ts';
import { InputReader } from './input-reader.ts';
import type { InputSource } from './input-source.ts';
import type { Choice, InputName, InputTexts } from './inputs.ts';
import { parseNotifyLine } from './notify-url.ts';
import { type RunOrigin, readRunOrigin } from './origin-config.ts';
import { type HoldsSecret, refuseSecrets } from './published.ts';
import { readSlack } from './slack-config.ts';
import { type DeployTemplate, deployWords, parseTemplate, type WebTemplate } from './template.ts';
import { parseWebTemplate } from './web-address.ts';

/** Whom to tell, and when. */
export interface NotificationConfig extends RunOrigin {
  /** `undefined`: nobody is named. */
  readonly receivers: Receivers | undefined;
  readonly notifyOn: Choice<'notify-on'>;
  /** Whoever looks for a newer tag every five minutes finds none nearly every time, and tells nobody. */
  readonly tellsUnchanged: boolean;
  /** Makes the headline of the message. */
  readonly headline: DeployTemplate | undefined;
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
  'slack-mention',
  'slack-thread',
  'notify-url',
  'notify-allow-private',
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
    receivers: readReceivers(reader),
    notifyOn: reader.choice('notify-on') ?? 'always',
    tellsUnchanged: reader.list('tag-policy').length === 0,
    headline: reader.parsed('slack-text', (text) => parseTemplate(text, deployWords)),
    dashboards: reader.parsedList('dashboard-url', parseWebTemplate),
  };
}

function readReceivers(reader: InputReader): Receivers | undefined {
  const slack = readSlack(reader);
  const allowPrivate = reader.isOn('notify-allow-private');
  const allowed = { http: reader.isOn('allow-http'), private: allowPrivate };
  const urls = reader.parsedList('notify-url', (line) => parseNotifyLine(line, allowed));
  return slack === undefined && urls.length === 0 ? undefined : { slack, urls, allowPrivate };
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
