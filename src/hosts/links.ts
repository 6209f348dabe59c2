/** A config repository's place on the web. */
export interface WebRepository {
  /** `github.com` or `git.example.com:8443` */
  readonly host: string;
  /** Some hosts of a company's own have no HTTPS. */
  readonly isPlainHttp?: boolean;
  /** `owner/name`, groups and all, without `.git`. */
  readonly path: string;
}

const commitPaths = {
  github: 'commit',
  gitlab: '-/commit',
  bitbucket: 'commits',
  gitea: 'commit',
} as const;

/**
 * The page of a commit. Hosts are told by their names, self-hosted ones by a part of it (`gitlab.example.com`), or by
 * `ciHost`, the host and kind of the CI that runs this. `undefined` where the host is unknown: no link is better than a dead one.
 */
export function commitUrl(
  repository: WebRepository,
  commit: string,
  ci?: { readonly kind: string; readonly host: string },
): string | undefined {
  const url = secureUrl(repository, commit, ci);
  return repository.isPlainHttp ? url?.replace(/^https:/, 'http:') : url;
}

function secureUrl(
  repository: WebRepository,
  commit: string,
  ci: { readonly kind: string; readonly host: string } | undefined,
): string | undefined {
  const { path } = repository;
  const host = repository.host.replace(
    /^(?:alt)?ssh\.(?=github\.com$|gitlab\.com$|bitbucket\.org$|dev\.azure\.com$)/,
    '',
  );
  if (host === 'dev.azure.com') return azureCommitUrl(path, commit);
  const kind = ci !== undefined && ci.host === host ? ci.kind : kindOf(host, path);
  if (kind === 'data-center') return dataCenterUrl(host, path, commit);
  const page = Object.hasOwn(commitPaths, kind) ? commitPaths[kind as keyof typeof commitPaths] : undefined;
  return page && `https://${host}/${path.replace(/^\/+|(\.git)?\/*$/g, '')}/${page}/${commit}`;
}

function kindOf(host: string, path: string): string {
  const words = host.split(/[.:-]/);
  if (host === 'codeberg.org' || words.includes('forgejo')) return 'gitea';
  const kind = words.find((word) => Object.hasOwn(commitPaths, word));
  if (kind === undefined) return path.includes('/scm/') ? 'data-center' : '';
  return kind === 'bitbucket' && host !== 'bitbucket.org' ? 'data-center' : kind;
}

/** Bitbucket Data Center: `[/context]/scm/project/name` over HTTPS, `/project/name` over SSH; people's projects are `~user`. */
function dataCenterUrl(host: string, path: string, commit: string): string | undefined {
  const [, context = '', project, name] =
    /^(?:(.*)\/scm)?\/?([^/]+)\/([^/]+?)(?:\.git)?\/*$/.exec(path) ?? [];
  if (project === undefined) return undefined;
  const owner = project.startsWith('~') ? `users/${project.slice(1)}` : `projects/${project.toUpperCase()}`;
  return `https://${host}${context}/${owner}/repos/${name}/commits/${commit}`;
}

/** `org/project/_git/name` over HTTPS, `v3/org/project/name` over SSH. */
function azureCommitUrl(path: string, commit: string): string | undefined {
  const parts = path.replace(/^\/+|\/+$/g, '').split('/');
  const [org, project, name] = parts[0] === 'v3' ? parts.slice(1) : [parts[0], parts[1], parts[3]];
  if (!org || !project || !name) return undefined;
  return `https://dev.azure.com/${org}/${project}/_git/${name}/commit/${commit}`;
}
