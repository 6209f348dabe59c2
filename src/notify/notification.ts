// What people are told about a deploy, and the port by which they are told.

/** A deploy's outcome for people, in raw text; each message escapes it for its own service. */
export interface Notification {
  readonly result: 'pushed' | 'unchanged' | 'failed' | 'unknown';
  /** `microservice-vehicles` */
  readonly name: string;
  /** Where it goes, as the files say. */
  readonly namespace: string | undefined;
  /** The folder of the files, where they say no namespace. */
  readonly folder: string | undefined;
  /** The namespace that the channel depends on: no file need say it. */
  readonly channelNamespace: string | undefined;
  /** New tag or value; empty where bad input leaves it open. */
  readonly tag: string;
  /** The old tags or values. */
  readonly previous: string | undefined;
  readonly changes: readonly NotifiedChange[];
  readonly commit: string | undefined;
  readonly commitUrl: string | undefined;
  /** The page of the pipeline's run. */
  readonly runUrl: string | undefined;
  /** Who started the run. */
  readonly actor: string | undefined;
  readonly dashboardUrl: string | undefined;
  readonly error: { readonly message: string; readonly remedy: string } | undefined;
}

/** One changed value. */
export interface NotifiedChange {
  readonly file: string;
  readonly line: number;
  /** What changed, where it is not the image itself: a variable, a field. */
  readonly what: string | undefined;
  readonly from: string;
  readonly to: string;
}

/** A way to tell people. */
export interface Notifier {
  /**
   * Sends a notification. A deploy never fails for this, so it never rejects.
   * @returns a sentence for a warning where it was not sent
   */
  notify(notification: Notification): Promise<string | undefined>;
}
