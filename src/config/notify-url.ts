// The lines of `notify-url`: an address that something is posted to, and which service it is of.
import type { ReceiverLine, ReceiverUrl, UrlKind } from '../remote/receivers.ts';
import { specialUse } from '../remote/special-addresses.ts';
import { inputName } from '../wording.ts';
import { invalidValue } from './input-problem.ts';
import { checkSecretPlace } from './misplaced-secret.ts';
import { splitReceiverLine } from './receiver-line.ts';
import { parseWebhook } from './web-address.ts';

/** What stands before the scheme of an address that does not say whose it is: `cloudevents+https://...`. */
const prefixes: Readonly<Record<string, UrlKind>> = {
  teams: 'teams',
  discord: 'discord',
  mattermost: 'mattermost',
  googlechat: 'google-chat',
  cloudevents: 'cloudevents',
};

/** Services that are known by their addresses; what is none of theirs takes events. */
const known: readonly (readonly [UrlKind, RegExp])[] = [
  // https://learn.microsoft.com/power-automate/triggers-http: both are workflows, the second since 2025
  ['teams', /^[\w.-]+\.(?:logic\.azure\.com|environment\.api\.powerplatform\.com)\//],
  ['discord', /^(?:\w+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\//],
  ['google-chat', /^chat\.googleapis\.com\//],
];

/** What the user allows of the addresses. */
export interface AllowedUrls {
  /** The address may travel in the clear. */
  readonly http: boolean;
  /** It may be one of a private network. */
  readonly private: boolean;
}

/**
 * Reads a line of `notify-url`.
 * @param line `https://...`, `prod=https://...`, `team-*=cloudevents+https://...`
 * @returns the receiver, and for which namespaces and environments it is
 * @throws {DeployError} invalid-input; its message never holds the address, which is a secret
 */
export function parseNotifyLine(line: string, allowed: AllowedUrls): ReceiverLine<ReceiverUrl> {
  const { pattern, to } = splitReceiverLine(line);
  const [, prefix, address = to] = /^([\w-]+)\+(.*)$/.exec(to) ?? [];
  const url = parseWebhook(checkSecretPlace('notify-url', address), allowed.http);
  checkAddress(new URL(url), allowed.private);
  return { pattern, to: { kind: prefix === undefined ? kindOf(new URL(url)) : kindNamed(prefix), url } };
}

function kindNamed(prefix: string): UrlKind {
  const kind = prefixes[prefix.toLowerCase()];
  if (kind !== undefined) return kind;
  const names = Object.keys(prefixes).map((each) => `"${each}+https://"`);
  throw invalidValue(
    `begins with "${prefix}+", which is no service that is known`,
    `write ${names.join(', ')}`,
  );
}

function kindOf({ hostname, pathname }: URL): UrlKind {
  if (/(?:^|\.)webhook\.office\.com$/.test(hostname))
    throw invalidValue(
      'is a connector of Office 365, which Microsoft has retired',
      'make a workflow in Teams ("Post to a channel when a webhook request is received"), and give its address',
    );
  return known.find(([, form]) => form.test(`${hostname}${pathname}`))?.[0] ?? 'cloudevents';
}

/** Names are looked up later, when something is posted. */
function checkAddress({ hostname, username, password }: URL, allowsPrivate: boolean): void {
  if (username !== '' || password !== '')
    throw invalidValue(
      'holds a user or a password before the host, which would not be sent',
      'take them out; a receiver that asks for a key has to take it in the path or behind "?"',
    );
  const what = specialUse(hostname.replace(/^\[|\]$/g, ''));
  if (what === undefined || allowsPrivate) return;
  throw invalidValue(
    `has an address that is none of the internet (${what})`,
    `write an address of the internet, or set ${inputName('notify-allow-private')} to true if the network is yours`,
  );
}
