// Which credential is for which registry.
import type { GivenLogin, RegistryLogin, StoredLogins } from '../remote/registry-login.ts';
import type { RegistryPlace } from './registry-place.ts';

/** What is known of the credential for a registry. */
export type FoundLogin =
  | { readonly is: 'login'; readonly login: RegistryLogin }
  /** A program keeps it, which is not run. */
  | { readonly is: 'helper'; readonly program: string }
  | { readonly is: 'none' };

/** What files and `docker login` call Docker Hub. */
const dockerHubNames = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];

/**
 * Finds the credential for a repository: the one that is given, else the first that a file holds for the longest part of its name.
 * @param files the files, in the order in which they count
 * @returns the credential, or where it is
 */
export function findLogin(
  { registry, repository }: RegistryPlace,
  given: GivenLogin | undefined,
  files: readonly StoredLogins[],
): FoundLogin {
  if (given !== undefined) return { is: 'login', login: givenLogin(registry, given) };
  const hosts = registry === 'docker.io' ? dockerHubNames : [registry];
  const keys = hosts.flatMap((host) => prefixesOf(`${host}/${repository}`));
  for (const { logins } of files)
    for (const key of keys) {
      const login = logins.get(key);
      if (login !== undefined) return { is: 'login', login };
    }
  const program =
    files.flatMap(({ helpers }) => hosts.flatMap((host) => helpers.get(host) ?? []))[0] ??
    files.flatMap(({ helper }) => helper ?? [])[0];
  return program === undefined ? { is: 'none' } : { is: 'helper', program: `docker-credential-${program}` };
}

/** `quay.io/acme/web`, `quay.io/acme`, `quay.io` */
function prefixesOf(name: string): readonly string[] {
  const segments = name.split('/');
  return segments.map((_, index) => segments.slice(0, segments.length - index).join('/'));
}

function givenLogin(registry: string, { user, password }: GivenLogin): RegistryLogin {
  return { is: 'password', user: user ?? usualUser(registry, password), password };
}

/** Who goes with a token where nobody is named, as the pages of the registries have it; the rest take any user. */
function usualUser(registry: string, password: string): string {
  if (/\.dkr\.ecr\.[\w.-]+$/.test(registry) || registry === 'public.ecr.aws') return 'AWS';
  if (/(?:^|\.)gcr\.io$|\.pkg\.dev$/.test(registry))
    return password.startsWith('{') ? '_json_key' : 'oauth2accesstoken';
  if (/\.azurecr\.(?:io|cn|us)$/.test(registry)) return '00000000-0000-0000-0000-000000000000';
  return 'gitops-deploy';
}
