// Where in Slack to post: read in config/, used in notify/.

/** An incoming webhook, or channels by bot token. `channels` is by namespace; `''` is for the rest. */
export type SlackTarget =
  | { readonly via: 'webhook'; readonly url: string }
  | { readonly via: 'bot'; readonly token: string; readonly channels: ReadonlyMap<string, string> };
