// The names of repositories, and which spellings name the same one.
import { readVariableRegistry } from './variable-registry.ts';

const dockerHub = 'docker.io';
/** The registry's older name, which Docker still takes for the same. */
const dockerHubBefore = 'index.docker.io';

/**
 * Gives the one spelling of a repository's name that all others stand for, as Docker resolves it: `nginx`, `library/nginx`
 * and `index.docker.io/library/nginx` are `docker.io/library/nginx`. A registry's case does not count, as in DNS.
 * @param name a repository's name in any spelling
 * @returns the name with its registry
 */
export function canonicalName(name: string): string {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  if (!isRegistry(first)) return onDockerHub(name);
  const registry = first.toLowerCase();
  const repository = name.slice(slash + 1);
  if (registry === dockerHub || registry === dockerHubBefore) return onDockerHub(repository);
  return `${registry}/${repository}`;
}

/**
 * Says whether two spellings name one repository. A variable in place of a registry, or of a part of it, may be any
 * that fits.
 * @param a a repository's name
 * @param b another one
 * @returns whether they are the same to Docker
 */
export function sameName(a: string, b: string): boolean {
  return a === b || canonicalName(a) === canonicalName(b) || mayBe(a, b) || mayBe(b, a);
}

function mayBe(written: string, name: string): boolean {
  const read = readVariableRegistry(written);
  if (read === undefined) return false;
  const repository = pathOf(canonicalName(name));
  const registry = name.slice(0, Math.max(name.indexOf('/'), 0));
  // Whoever names no registry leaves it to the file.
  const mayBeThere = !isRegistry(registry) || read.mayBeIn(registry);
  const isThere = mayBeThere && [read.repository, `library/${read.repository}`].includes(repository);
  return isThere || canonicalName(read.byDefault) === canonicalName(name);
}

function pathOf(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

/**
 * Gives the part after the last slash, which every spelling of a name ends with.
 * @param name a repository's name
 * @returns `api` of `ghcr.io/acme/api`
 */
export function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/**
 * Says whether the first segment of a name is a registry, by Docker's rule: it has a dot or a port, is localhost, or could
 * be no user's name.
 * @param segment what stands before the first slash
 * @returns whether it is a registry
 */
export function isRegistry(segment: string): boolean {
  return /[.:A-Z]/.test(segment) || segment === 'localhost';
}

function onDockerHub(repository: string): string {
  return repository.includes('/') ? `${dockerHub}/${repository}` : `${dockerHub}/library/${repository}`;
}
