// An address of `notify-url` as a place to tell people.
import { DeployError } from '../errors.ts';
import { networkError } from '../http/network-error.ts';
import type { ReceiverUrl } from '../remote/receivers.ts';
import { inputName } from '../wording.ts';
import type { RetryRules } from './answer-meaning.ts';
import type { DeliveryTools } from './deliver.ts';
import { failureReason } from './failure-reason.ts';
import type { DeployState, Notification, Notifier } from './notification.ts';
import { post, type ReceiverPost, RefusedPost } from './post.ts';

/** How a service is told, that takes what is posted as it is and can update nothing. */
export interface UrlService {
  /** For warnings: `Google Chat`. */
  readonly name: string;
  readonly retryRules: RetryRules;
  /** Says whether it is told of such a state, of a run that has changed a value, or not. */
  readonly wants: (state: DeployState, hasChanged: boolean) => boolean;
  /**
   * Writes what is posted, one behind the other.
   * @param id the same for every try
   * @param now milliseconds since 1970
   */
  readonly write: (
    notification: Notification,
    url: string,
    id: string,
    now: number,
  ) => readonly ReceiverPost[];
  /** Says what to do about a status that the service answers with; `undefined` where it means nothing of its own. */
  readonly remedyOf: (status: number) => string | undefined;
}

/** Posts to one address. */
export class UrlReceiver implements Notifier {
  readonly place: string;
  readonly canUpdate = false;
  readonly thread = undefined;
  readonly #service: UrlService;
  readonly #url: string;
  readonly #id: string;
  readonly #tools: DeliveryTools;

  /**
   * @param place `Google Chat`, or which of several
   * @param id names what is posted, so that a receiver can tell a second one
   */
  constructor(place: string, service: UrlService, { url }: ReceiverUrl, id: string, tools: DeliveryTools) {
    this.place = place;
    this.#service = service;
    this.#url = url;
    this.#id = id;
    this.#tools = tools;
  }

  wants(state: DeployState, hasChanged: boolean): boolean {
    return this.#service.wants(state, hasChanged);
  }

  async notify(notification: Notification, until: number): Promise<void> {
    const { retryRules, write, remedyOf } = this.#service;
    try {
      for (const each of write(notification, this.#url, this.#id, this.#tools.now()))
        await post(each, retryRules, until, this.#tools);
    } catch (error) {
      throw new Error(urlFailure(this.place, error, remedyOf), { cause: error });
    }
  }
}

/**
 * Makes a post of JSON.
 * @param url a secret
 * @returns the post
 */
export function jsonPost(url: string, body: object): ReceiverPost {
  return { method: 'POST', url, contentType: 'application/json', body: JSON.stringify(body) };
}

/**
 * Makes a sentence for a warning of what kept a receiver from being told.
 * @param place which receiver
 * @param remedyOf what the service's own statuses ask for
 * @returns never holds the address
 */
export function urlFailure(place: string, error: unknown, remedyOf: UrlService['remedyOf']): string {
  const refused = error instanceof RefusedPost ? error : undefined;
  const own = refused && (remedyOf(refused.status) ?? httpRemedy(refused.status));
  const failure = deployErrorIn(error) ?? networkFailure(place, error);
  const remedy = own ?? failure?.marked.remedy ?? 'the deploy is not affected';
  const what =
    failure?.marked.message.replace(/^Cannot [^"]*"[^"]*": /, '') ?? failureReason(error, () => '');
  return `Cannot post to ${place}: ${what}; ${remedy}`;
}

function httpRemedy(status: number): string | undefined {
  if (status >= 300 && status < 400)
    return `a redirect is not followed: give the address that it leads to as ${inputName('notify-url')}`;
  if (status === 404 || status === 410)
    return `check the address in ${inputName('notify-url')}; one that was revoked has to be made again`;
  if (status === 401 || status === 403)
    return `check the address in ${inputName('notify-url')}, and what the receiver asks for`;
  if (status === 400 || status === 413 || status === 422)
    return 'report it: the message was not as the receiver takes it';
  return undefined;
}

/** `fetch` hides what the network failed with in its cause. */
function networkFailure(place: string, error: unknown): DeployError | undefined {
  return error instanceof TypeError && error.cause !== undefined
    ? networkError(place, error.cause, 'maybe')
    : undefined;
}

/** Errors of our own say what to do. */
function deployErrorIn(error: unknown): DeployError | undefined {
  if (error instanceof DeployError) return error;
  return error instanceof Error && error.cause !== undefined ? deployErrorIn(error.cause) : undefined;
}
