// What each service takes of a message: how many letters, items and bytes.

/** A service that people read messages in. */
export type ChatKind = 'slack' | 'teams' | 'discord' | 'mattermost' | 'google-chat';

/** A service that people read messages in, or a receiver of events. */
export type ReceiverKind = ChatKind | 'cloudevents';

/** One limit of a service. */
export interface ReceiverLimit {
  /** Where it counts, with `*` for every item of a list; `$` is the whole message. */
  readonly at: readonly string[];
  /** A value that is no text counts by its JSON. */
  readonly counts: 'letters' | 'items' | 'bytes';
  /** Whether it is for the sum of all places. */
  readonly together: boolean;
  readonly least: number;
  readonly most: number;
  readonly source: string;
}

const blocks = 'https://docs.slack.dev/reference/block-kit/blocks';
const embeds = 'https://discord.com/developers/docs/resources/message#embed-object-embed-limits';
const webhooks = 'https://discord.com/developers/docs/resources/webhook#execute-webhook';
const connectors = 'https://learn.microsoft.com/connectors/teams/#limits';
const teamsCards = 'https://learn.microsoft.com/adaptive-cards/schema-explorer/';
const teamsButtons =
  'https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/design-effective-cards';
const mattermost = 'https://developers.mattermost.com/integrate/webhooks/incoming/';
const attachments = 'https://developers.mattermost.com/integrate/reference/message-attachments/';
const chatMessages =
  'https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/create';
const chatCards = 'https://developers.google.com/workspace/chat/api/reference/rest/v1/cards';
const events = 'https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#size-limits';

/** Every limit that is known of each service. */
export const receiverLimits: Readonly<Record<ReceiverKind, readonly ReceiverLimit[]>> = {
  slack: [
    letters('text', 1, 40_000, 'https://docs.slack.dev/reference/methods/chat.postMessage#truncating'),
    items('blocks', 1, 50, blocks),
    letters('blocks.*.text.text', 1, 3000, `${blocks}/section-block`),
    items('blocks.*.elements', 1, 10, `${blocks}/context-block`),
    letters('blocks.*.elements.*.text', 1, 3000, `${blocks}/context-block`),
    // `msg_blocks_too_long`, which no page tells of
    letters('blocks', 1, 13_200, 'https://github.com/slackapi/bolt-js/issues/2509'),
  ],
  teams: [
    bytes('$', 28 * 1024, connectors),
    filled('attachments.*.content.body.*.text', `${teamsCards}text-block`),
    filled('attachments.*.content.body.*.inlines.*.text', `${teamsCards}text-run`),
    filled('attachments.*.content.actions.*.title', `${teamsCards}action-open-url`),
    // Teams puts further buttons behind "...".
    items('attachments.*.content.actions', 1, 6, teamsButtons),
  ],
  discord: [
    letters('content', 1, 2000, webhooks),
    items('embeds', 0, 10, webhooks),
    letters('embeds.*.title', 1, 256, embeds),
    letters('embeds.*.description', 1, 4096, embeds),
    items('embeds.*.fields', 0, 25, embeds),
    letters('embeds.*.fields.*.name', 1, 256, embeds),
    letters('embeds.*.fields.*.value', 1, 1024, embeds),
    letters('embeds.*.footer.text', 1, 2048, embeds),
    letters('embeds.*.author.name', 1, 256, embeds),
    {
      at: ['title', 'description', 'fields.*.name', 'fields.*.value', 'footer.text', 'author.name'].map(
        (field) => `embeds.*.${field}`,
      ),
      counts: 'letters',
      together: true,
      least: 0,
      most: 6000,
      source: embeds,
    },
  ],
  mattermost: [
    letters('text', 1, 16_383, mattermost),
    letters('attachments.*.fallback', 1, 16_383, attachments),
    letters('attachments.*.text', 1, 16_383, attachments),
    letters('attachments.*.footer', 1, 300, attachments),
  ],
  'google-chat': [
    bytes('$', 32_000, chatMessages),
    bytes('cardsV2', 32_000, chatCards),
    items('cardsV2.*.card.sections.*.widgets', 1, 100, chatCards),
    filled('cardsV2.*.card.sections.*.widgets.*.textParagraph.text', chatCards),
    filled('cardsV2.*.card.sections.*.widgets.*.buttonList.buttons.*.text', chatCards),
  ],
  // Every receiver takes so much; it may refuse more.
  cloudevents: [bytes('$', 64 * 1024, events)],
};

function letters(at: string, least: number, most: number, source: string): ReceiverLimit {
  return { at: [at], counts: 'letters', together: false, least, most, source };
}

function items(at: string, least: number, most: number, source: string): ReceiverLimit {
  return { at: [at], counts: 'items', together: false, least, most, source };
}

function bytes(at: string, most: number, source: string): ReceiverLimit {
  return { at: [at], counts: 'bytes', together: false, least: 1, most, source };
}

/** No limit is known; but it may not be empty. */
function filled(at: string, source: string): ReceiverLimit {
  return letters(at, 1, Number.POSITIVE_INFINITY, source);
}
