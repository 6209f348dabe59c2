// Flux's notification-controller, as far as it posts commit statuses: it lists what is there, and posts what is not there yet.
// Source: https://github.com/fluxcd/notification-controller/tree/main/internal/notifier
import type { StatusHub } from './status-hub.ts';

/** What a controller reports of an object. */
export interface FluxEvent {
  /** `Kustomization/apps` */
  readonly object: string;
  readonly commit: string;
  /** In camel case: `ReconciliationSucceeded`, `HealthCheckFailed`. */
  readonly reason: string;
  readonly severity: 'info' | 'error';
  /** UID of the Provider. */
  readonly providerUid?: string;
}

const provider = '0c9c2e41-d2f9-4f9b-9c64-bebc1984d67a';

/** `ReconciliationSucceeded` -> `reconciliation succeeded` */
function descriptionOf(reason: string): string {
  return reason.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

/** `kustomization/apps/0c9c2e41` */
function statusId({ object, providerUid = provider }: FluxEvent): string {
  return `${object}/${providerUid.split('-')[0]}`.toLowerCase();
}

async function send(url: string, headers: Readonly<Record<string, string>>, body?: object): Promise<unknown> {
  const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

type Listed = readonly Readonly<Record<string, unknown>>[];

/** Posts an event as its GitHub provider does; nothing while it progresses. */
export async function postFluxToGitHub(hub: StatusHub, event: FluxEvent): Promise<void> {
  if (event.reason === 'Progressing') return;
  const headers = { authorization: 'Bearer flux', 'content-type': 'application/json' };
  const place = `${hub.url}/repos/acme/config`;
  const list = (await send(`${place}/commits/${event.commit}/statuses?per_page=50`, headers)) as Listed;
  const state = event.severity === 'info' ? 'success' : 'failure';
  const status = { state, description: descriptionOf(event.reason), context: statusId(event) };
  const last = list.find(({ context }) => context === status.context);
  if (last?.state === state && last.description === status.description) return;
  await send(`${place}/statuses/${event.commit}`, headers, status);
}

/** Posts an event as its GitLab provider does; nothing while it progresses. */
export async function postFluxToGitLab(hub: StatusHub, event: FluxEvent): Promise<void> {
  if (event.reason === 'Progressing') return;
  const headers = { 'private-token': 'flux', 'content-type': 'application/json' };
  const place = `${hub.url}/projects/acme%2Fconfig`;
  const name = statusId(event);
  const asked = `?name=${encodeURIComponent(name)}`;
  const list = (await send(
    `${place}/repository/commits/${event.commit}/statuses${asked}`,
    headers,
  )) as Listed;
  const state = event.severity === 'info' ? 'success' : 'failed';
  const description = descriptionOf(event.reason);
  if (list.some((each) => each.status === state && each.description === description)) return;
  await send(`${place}/statuses/${event.commit}`, headers, { state, name, description });
}
