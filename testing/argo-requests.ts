// What Argo CD's notifications send for a template, by the services github and webhook.
// Source: https://github.com/argoproj/notifications-engine/tree/master/pkg/services
import { parse } from 'yaml';

/** What expressions and templates read: `app` and `context`. */
export type Scope = Readonly<Record<string, unknown>>;

/** Reads a field, `app.status.health.status`. */
export function fieldAt(path: string, scope: Scope): unknown {
  return path.split('.').reduce<unknown>((value, name) => Object(value)[name], scope);
}

interface Status {
  readonly state: string;
  readonly label: string;
  readonly targetURL: string;
}

interface Hook {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
}

interface Template {
  readonly message?: string;
  readonly github?: { readonly status: Status };
  readonly webhook?: Readonly<Record<string, Hook>>;
}

interface WebhookService {
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

interface NotificationRequest {
  readonly url: string;
  readonly init: RequestInit;
}

/**
 * Makes the request of a template.
 * @param text the template
 * @param service the service's name
 * @param settings the service's settings, secrets filled in
 */
export function requestOf(
  text: string,
  service: string,
  settings: string,
  scope: Scope,
): NotificationRequest {
  const { message = '', github, webhook } = parse(text) as Template;
  if (service === 'github' && github !== undefined) return toGitHub(github.status, message, scope);
  const { url, headers } = parse(settings) as WebhookService;
  const { method = 'GET', path = '', body = message } = webhook?.[service] ?? {};
  return {
    url: `${url.replace(/\/$/, '')}/${filled(path, scope).replace(/^\//, '')}`,
    init: {
      ...{ method, body: filled(body, scope) },
      headers: headers.map(({ name, value }): [string, string] => [name, value]),
    },
  };
}

/** Of Go's templates: `{{.app.metadata.name}}`. */
function filled(text: string, scope: Scope): string {
  return text.replace(/\{\{([^}]*)\}\}/g, (_, path: string) => {
    const value = fieldAt(path.replace(/^\./, ''), scope);
    if (typeof value !== 'string') throw new Error(`A template has ${path}, which an Application does not`);
    return value;
  });
}

function toGitHub({ state, label, targetURL }: Status, message: string, scope: Scope): NotificationRequest {
  const repository = new URL(String(fieldAt('app.spec.source.repoURL', scope))).pathname;
  const revision = fieldAt('app.status.operationState.syncResult.revision', scope);
  const body = {
    ...{ state: filled(state, scope), description: filled(message, scope).slice(0, 140) },
    ...{ context: filled(label, scope), target_url: filled(targetURL, scope) },
  };
  const headers = { 'content-type': 'application/json', authorization: 'token argo' };
  return {
    url: `https://api.github.com/repos${repository.replace(/\.git$/, '')}/statuses/${revision}`,
    init: { method: 'POST', headers, body: JSON.stringify(body) },
  };
}
