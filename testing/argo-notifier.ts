// Argo CD's notifications, as far as they post commit statuses: subscriptions and triggers say which template is sent where.
// Source: https://github.com/argoproj/notifications-engine/tree/master/pkg
import { parse } from 'yaml';
import { fieldAt, requestOf, type Scope } from './argo-requests.ts';
import type { SendTo } from './flux-notifier.ts';

/** An Application, as far as triggers and templates read it. */
export interface ArgoApplication {
  readonly metadata: { readonly name: string; readonly uid: string };
  readonly spec: { readonly source: { readonly repoURL: string } };
  readonly status: {
    readonly health: { readonly status: string };
    readonly operationState: { readonly phase: string; readonly syncResult: { readonly revision: string } };
  };
}

interface Condition {
  readonly when: string;
  readonly oncePer?: string;
  readonly send: readonly string[];
}

interface Subscription {
  readonly recipients: readonly string[];
  readonly triggers: readonly string[];
}

type Texts = Readonly<Record<string, string>>;

/** The controller with its settings. */
export class ArgoNotifier {
  readonly #data: Texts;
  readonly #secrets: Texts;
  readonly #send: SendTo;
  /** What was sent, and is not sent again while it stays true. */
  readonly #sent = new Set<string>();

  /**
   * @param yaml the ConfigMap `argocd-notifications-cm`
   * @param secrets by their names behind `$`
   */
  constructor(yaml: string, secrets: Texts, send: SendTo) {
    const { metadata, data } = parse(yaml) as { readonly metadata: Texts; readonly data: Texts };
    if (metadata.name !== 'argocd-notifications-cm') throw new Error('Argo CD reads another ConfigMap');
    this.#data = data;
    this.#secrets = secrets;
    this.#send = send;
  }

  /** Looks at an Application, and posts what the triggers say. */
  async look(app: ArgoApplication): Promise<void> {
    const scope: Scope = { app, context: parse(this.#text('context')) };
    const subscriptions = parse(this.#text('subscriptions')) as readonly Subscription[];
    for (const { recipients, triggers } of subscriptions)
      for (const trigger of triggers)
        for (const recipient of recipients) await this.#pull(trigger, recipient, scope);
  }

  async #pull(trigger: string, recipient: string, scope: Scope): Promise<void> {
    const conditions = parse(this.#text(`trigger.${trigger}`)) as readonly Condition[];
    for (const [index, { when, oncePer, send }] of conditions.entries()) {
      const once = oncePer === undefined ? '' : `${fieldAt(oncePer, scope)}:`;
      const key = `${once}${trigger}:${index}:${recipient}`;
      const isTrue = holds(when, scope);
      // What is sent once for each commit stays sent.
      if (!isTrue && once === '') this.#sent.delete(key);
      if (!isTrue || this.#sent.has(key)) continue;
      this.#sent.add(key);
      for (const template of send) await this.#post(template, recipient, scope);
    }
  }

  async #post(template: string, service: string, scope: Scope): Promise<void> {
    const name = service === 'github' ? 'service.github' : `service.webhook.${service}`;
    const settings = this.#text(name).replace(/\$([\w-]+)/g, (_, secret: string) => {
      const value = this.#secrets[secret];
      if (value === undefined) throw new Error(`There is no secret ${secret}`);
      return value;
    });
    const { url, init } = requestOf(this.#text(`template.${template}`), service, settings, scope);
    const answer = await this.#send(url, init);
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  }

  #text(key: string): string {
    const text = this.#data[key];
    if (text === undefined) throw new Error(`The ConfigMap has no ${key}`);
    return text;
  }
}

/** Of the language of expressions: `a.b == 'x'`, `a.b != nil`, `a.b in ['x', 'y']`, with `and` between. */
function holds(when: string, scope: Scope): boolean {
  return when.split(' and ').every((each) => {
    const [, path = '', operator, right = ''] = /^([\w.]+) (==|!=|in) (nil|'\w+'|\[.*\])$/.exec(each) ?? [];
    const value = fieldAt(path, scope);
    if (operator === '!=' && right === 'nil') return value !== undefined;
    if (operator === undefined || operator === '!=') throw new Error(`This stand-in does not know ${each}`);
    return [...right.matchAll(/'(\w+)'/g)].some(([, word]) => word === value);
  });
}
