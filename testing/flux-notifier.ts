// Flux's notification-controller, as far as it posts commit statuses: it looks what is there, and posts what is not there yet.
import { type FluxEvent, posters } from './flux-postings.ts';
import type { StatusHub } from './status-hub.ts';

/** Sends a request to where the host's API is in a test. */
export type SendTo = (url: string, init: RequestInit) => Promise<Response>;

type Listed = Readonly<Record<string, unknown>>;

const nameIn = ({ context, name }: Listed): unknown => Object(context).name ?? context ?? name;

/** Posts an event as a Provider of that type does; nothing while it progresses, except on Gitea. */
export async function postFlux(type: string, address: string, event: FluxEvent, send: SendTo): Promise<void> {
  const poster = posters[type];
  if (poster === undefined) throw new Error(`A Provider of the type ${type} posts no statuses`);
  const isProgressing = event.reason === 'Progressing';
  if (isProgressing && type !== 'gitea') return;
  const state = isProgressing ? 'pending' : poster.states[event.severity];
  const { list, post, body } = poster.posting(new URL(address), event, state);
  const headers = { authorization: 'Bearer flux', 'content-type': 'application/json' };
  const ask = async (url: string, init: RequestInit): Promise<unknown> => {
    const response = await send(url, { ...init, headers });
    if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  if (list !== undefined) {
    const answer = await ask(list, {});
    const all = (Array.isArray(answer) ? answer : Object(answer).value) as readonly Listed[];
    const last = all.find((each) => nameIn(each) === nameIn(body));
    if ((last?.state ?? last?.status) === state && last?.description === body.description) return;
  }
  await ask(post, { method: 'POST', body: JSON.stringify(body) });
}

/** Sends what is meant for a host's API to a hub in its place. */
const toHub =
  ({ url }: StatusHub, api: string): SendTo =>
  (to, init) =>
    fetch(to.replace(api, url), init);

/** Posts an event as its GitHub provider does. */
export function postFluxToGitHub(hub: StatusHub, event: FluxEvent): Promise<void> {
  return postFlux('github', 'https://github.com/acme/config', event, toHub(hub, 'https://api.github.com'));
}

/** Posts an event as its GitLab provider does. */
export function postFluxToGitLab(hub: StatusHub, event: FluxEvent): Promise<void> {
  const api = 'https://gitlab.com/api/v4';
  return postFlux('gitlab', 'https://gitlab.com/acme/config', event, toHub(hub, api));
}
