// Where a repository is on Azure DevOps: its organization or collection, its project and its name.

/** The three names that the API asks for, percent-encoded. */
export interface AzurePlace {
  /** Path of the organization or the collection: `/acme`, `/tfs/DefaultCollection`; empty where the server's name is its name. */
  readonly collection: string;
  readonly project: string;
  readonly name: string;
}

/** `project/_git/name`, with folders in front; `_git/name` where the project is called like the repository. */
const webForm = /^(.*?)\/?_git\/(?:_(?:full|optimized)\/)?([^/]+)$/;
/** `v3/org/project/name` over SSH. */
const sshForm = /^v3\/([^/]+)\/([^/]+)\/([^/]+)$/;

/**
 * Reads the path of a clone URL.
 * Source: https://learn.microsoft.com/azure/devops/repos/git/clone
 * @param origin of the server's pages: `https://dev.azure.com`
 * @param path over HTTP or SSH
 * @returns `undefined` for another path
 */
export function azurePlace(origin: string, path: string): AzurePlace | undefined {
  const trimmed = encoded(path);
  const [, organization, sshProject, sshName] = sshForm.exec(trimmed) ?? [];
  if (organization && sshProject && sshName)
    return { collection: `/${organization}`, project: sshProject, name: sshName };
  const [, before = '', name] = webForm.exec(trimmed) ?? [];
  if (name === undefined) return undefined;
  const folders = before === '' ? [] : before.split('/');
  const fewest = new URL(origin).host === 'dev.azure.com' ? 1 : 0;
  const isCollection = folders.length <= fewest || folders.at(-1)?.toLowerCase() === 'defaultcollection';
  const project = isCollection ? name : (folders.pop() ?? name);
  return { collection: folders.map((folder) => `/${folder}`).join(''), project, name };
}

/**
 * Makes the path of a repository's page.
 * @param path of the clone URL, over HTTP or SSH
 * @returns `/acme/shop/_git/config`; `undefined` for another path
 */
export function azurePage(path: string): string | undefined {
  const trimmed = encoded(path);
  const [, organization, project, sshName] = sshForm.exec(trimmed) ?? [];
  if (organization && project && sshName) return `/${organization}/${project}/_git/${sshName}`;
  const [, before, name] = webForm.exec(trimmed) ?? [];
  return name === undefined ? undefined : `${before === '' ? '' : `/${before}`}/_git/${name}`;
}

/** Over SSH a path may have the spaces that a web address has not. */
function encoded(path: string): string {
  return new URL(`https://x/${path.replace(/^\/+|\/+$/g, '')}`).pathname.slice(1);
}

/**
 * Decodes a name of a clone URL, which may have a percent sign of its own.
 * @param name percent-encoded
 * @returns the name as people read it
 */
export function decodedName(name: string): string {
  return name.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString(),
  );
}
