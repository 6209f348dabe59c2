// Whom to tell of a deploy: read in config/, used in notify/.

/** Everybody who is named, in any input. */
export interface Receivers {
  readonly slack: SlackTarget | undefined;
  readonly urls: readonly ReceiverLine<ReceiverUrl>[];
  /** Whether `urls` may lead into private networks. */
  readonly allowPrivate: boolean;
}

/** A service that is told by posting to an address. */
export type UrlKind = 'teams' | 'discord' | 'mattermost' | 'google-chat' | 'cloudevents';

/** An address that something is posted to; all of it is a secret. */
export interface ReceiverUrl {
  readonly kind: UrlKind;
  readonly url: string;
}

/** A line of an input that names a receiver. */
export interface ReceiverLine<To> {
  /** The namespaces and environments that it is for, a name or a pattern (`team-*`); without it, it is for the rest. */
  readonly pattern: string | undefined;
  /** A channel, or the address of a webhook. */
  readonly to: To;
}

/** Whom to tell on Slack; one of `webhooks` and `channels` has a line at least. */
export interface SlackTarget {
  readonly webhooks: readonly ReceiverLine<string>[];
  /** The bot's, which posts to `channels`. */
  readonly token: string | undefined;
  readonly channels: readonly ReceiverLine<string>[];
  /** Whom to call where a deploy fails, as mrkdwn: `<!here>`. */
  readonly mentions: readonly string[];
  /** Whether the details go into the message's thread. */
  readonly inThread: boolean;
}
