// Where the API of a repository's host is.
import { azurePlace } from './azure-place.ts';
import { githubApiOf } from './github-api.ts';
import { type Host, repositoryPage } from './host.ts';
import { ciApiOf, type OwnApi } from './own-api.ts';

/**
 * Finds the API of a repository's host: the one that the CI names for its own host, else the usual one of the host's kind.
 * @param origin of the host's pages: `https://git.acme.dev`
 * @param path of the repository's clone URL
 * @param own what the CI says of its own host
 * @returns the address without a slash at its end; `undefined` for a host without an API that is known
 */
export function apiUrlOf({ kind }: Host, origin: string, path: string, own: OwnApi): string | undefined {
  return ciApiOf(origin, own) ?? usualApiOf(kind, origin, path);
}

function usualApiOf(kind: Host['kind'], origin: string, path: string): string | undefined {
  switch (kind) {
    case 'github':
      return githubApiOf(origin);
    case 'gitlab':
      return `${origin}/api/v4`;
    case 'gitea':
      // `[/folder]/owner/name`
      return `${origin}${/^(\/.+)\/[^/]+\/[^/]+$/.exec(repositoryPage(path))?.[1] ?? ''}/api/v1`;
    case 'bitbucket':
      // There is no other server of it: a token of another must not get there.
      return origin === 'https://bitbucket.org' ? 'https://api.bitbucket.org/2.0' : undefined;
    case 'bitbucket-data-center':
      // `[/context]/scm/project/name` over HTTPS
      return `${origin}${/^(\/.+)\/scm\//.exec(path)?.[1] ?? ''}/rest/api/1.0`;
    case 'azure-devops':
      return `${origin}${azurePlace(origin, path)?.collection ?? ''}`;
    case 'gerrit':
    case 'unknown':
      return undefined;
  }
}
