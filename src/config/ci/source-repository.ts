// What a clone URL says of a repository: its host, its name there, and an address without anybody's password.

/** Where the source is. */
export interface SourceRepository {
  /** What `owner/name` is below. */
  readonly serverUrl: string;
  readonly repository: string;
  readonly repositoryUrl: string;
}

/** Names that are for SSH alone, and the name of the same server on the web. */
const webNames: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
  'ssh.dev.azure.com': 'dev.azure.com',
  'vs-ssh.visualstudio.com': 'dev.azure.com',
};

/** Folders in front of `owner/name`: Bitbucket Data Center's, AWS CodeCommit's. */
const folders = /^(?:scm|v1\/repos)(?=\/)/;

/**
 * Reads a clone URL.
 * @param cloneUrl over HTTP or SSH, or as `git@host:path`
 * @returns `undefined` where it is none
 */
export function sourceRepository(cloneUrl: string | undefined): SourceRepository | undefined {
  const address = addressOf(cloneUrl?.trim() ?? '');
  if (address === undefined) return undefined;
  const { origin } = address;
  const path = address.path.replace(/\/{2,}/g, '/').replace(/^\/+|(?:\.git)?\/*$/g, '');
  if (path === '') return undefined;
  if (origin === 'https://dev.azure.com' && path.startsWith('v3/')) return azureSsh(origin, path);
  if (/(?:^|\/)_git\//.test(path)) return azure(origin, path);
  const folder = folders.exec(path)?.[0];
  return {
    serverUrl: folder === undefined ? origin : `${origin}/${folder}`,
    repository: folder === undefined ? path : path.slice(folder.length + 1),
    repositoryUrl: `${origin}/${path}`,
  };
}

function addressOf(text: string): { readonly origin: string; readonly path: string } | undefined {
  const [, scpHost, scpPath] =
    /^(?:[^\s@/]+@)?([\w-]+\.[\w.-]+|(?<=@)[\w-]+):(?!\/\/)(\S+)$/.exec(text) ?? [];
  if (scpHost !== undefined && scpPath !== undefined) return { origin: webOrigin(scpHost), path: scpPath };
  if (!/^(?:https?|ssh|git|git\+ssh):\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, host, hostname, port, pathname } = new URL(text);
  if (/^https?:$/.test(protocol)) return { origin: `${protocol}//${host}`, path: pathname };
  // The port of Bitbucket Data Center, whose repositories are below a folder of their own on the web.
  return { origin: webOrigin(hostname), path: port === '7999' ? `scm${pathname}` : pathname };
}

/** The port of SSH is not that of the web. */
function webOrigin(host: string): string {
  const name = host.toLowerCase();
  return `https://${webNames[name] ?? name}`;
}

/** `org/project/_git/name`, or `org/_git/name` where the project is called like the repository. */
function azure(origin: string, path: string): SourceRepository {
  const [before = '', name = ''] = path.split(/(?:^|\/)_git\//);
  const folders = before === '' ? [] : before.split('/');
  const hasOrg = origin === 'https://dev.azure.com';
  const project = folders.length > (hasOrg ? 1 : 0) ? folders.pop() : undefined;
  return {
    serverUrl: [origin, ...folders].join('/'),
    repository: `${project ?? name}/${name}`,
    repositoryUrl: `${origin}/${path}`,
  };
}

/** `v3/org/project/name` */
function azureSsh(origin: string, path: string): SourceRepository {
  const [, org = '', project = '', name = ''] = path.split('/');
  return azure(origin, `${org}/${project}/_git/${name}`);
}
