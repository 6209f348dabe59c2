// What Flux's notification-controller posts as a commit status, by the type of its Provider.
// Source: https://github.com/fluxcd/notification-controller/tree/main/internal/notifier
import { createHash } from 'node:crypto';

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

/** What is posted, and what is looked at before. */
interface Posting {
  readonly post: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Undefined where the host keeps one status of a key anyway. */
  readonly list?: string;
}

/** How a type of Provider posts to a repository: `address` is the Provider's, `state` what the severity is there. */
interface Poster {
  readonly states: Readonly<Record<FluxEvent['severity'], string>>;
  readonly posting: (address: URL, event: FluxEvent, state: string) => Posting;
}

const repositoryOf = ({ pathname }: URL): string => pathname.slice(1).replace(/\.git$/, '');
const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

/** By the type of the Provider: all that post statuses. */
export const posters: Readonly<Record<string, Poster>> = {
  github: {
    states: { info: 'success', error: 'failure' },
    posting: (address, event, state) => {
      const place = `https://api.${address.host}/repos/${repositoryOf(address)}`;
      return {
        list: `${place}/commits/${event.commit}/statuses?per_page=50`,
        post: `${place}/statuses/${event.commit}`,
        body: { state, context: statusId(event), description: descriptionOf(event.reason) },
      };
    },
  },
  gitlab: {
    states: { info: 'success', error: 'failed' },
    posting: (address, event, state) => {
      const place = `${address.origin}/api/v4/projects/${encodeURIComponent(repositoryOf(address))}`;
      const name = statusId(event);
      return {
        list: `${place}/repository/commits/${event.commit}/statuses?name=${encodeURIComponent(name)}`,
        post: `${place}/statuses/${event.commit}`,
        body: { state, name, description: descriptionOf(event.reason) },
      };
    },
  },
  gitea: {
    states: { info: 'success', error: 'failure' },
    posting: (address, event, state) => {
      const place = `${address.origin}/api/v1/repos/${repositoryOf(address)}`;
      const description = descriptionOf(event.reason);
      return {
        list: `${place}/commits/${event.commit}/statuses?page=1&limit=50`,
        post: `${place}/statuses/${event.commit}`,
        body: { state, target_url: '', description, context: statusId(event) },
      };
    },
  },
  bitbucket: {
    states: { info: 'SUCCESSFUL', error: 'FAILED' },
    posting: (address, event, state) => ({
      post: `https://api.bitbucket.org/2.0/repositories/${repositoryOf(address)}/commit/${event.commit}/statuses/build`,
      body: {
        ...{ state, key: sha1(statusId(event)), name: event.object.toLowerCase() },
        ...{ description: descriptionOf(event.reason), url: 'https://bitbucket.org' },
      },
    }),
  },
  bitbucketserver: {
    states: { info: 'SUCCESSFUL', error: 'FAILED' },
    posting: (address, event, state) => {
      const [, context = '', project, name] =
        /^(.*)\/scm\/([^/]+)\/([^/]+)\.git$/.exec(address.pathname) ?? [];
      const description = descriptionOf(event.reason);
      return {
        post: `${address.origin}${context}/rest/api/latest/projects/${project}/repos/${name}/commits/${event.commit}/builds`,
        body: {
          ...{ state, key: sha1(statusId(event)), name: `${event.object.toLowerCase()} [${description}]` },
          ...{ description, url: address.href },
        },
      };
    },
  },
  azuredevops: {
    states: { info: 'succeeded', error: 'error' },
    posting: (address, event, state) => {
      const [organization, project, , name] = repositoryOf(address).split('/');
      const place = `${address.origin}/${organization}/${project}/_apis/git/repositories/${name}/commits`;
      return {
        list: `${place}/${event.commit}/statuses`,
        post: `${place}/${event.commit}/statuses?api-version=7.1-preview.1`,
        body: {
          ...{ state, description: descriptionOf(event.reason) },
          context: { genre: 'fluxcd', name: statusId(event) },
        },
      };
    },
  },
};
