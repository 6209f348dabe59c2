// Where an image is: the server of its registry, and its repository there.
import { DeployError } from '../errors.ts';
import { canonicalName } from '../image/repository-name.ts';
import { isLoopback } from '../remote/loopback.ts';
import { inputName } from '../wording.ts';

/** A repository of a registry. */
export interface RegistryPlace {
  /** As references name it: `docker.io`, `registry.acme.io:5000`. */
  readonly registry: string;
  /** `library/nginx` */
  readonly repository: string;
  /** Where the registry answers, without a slash at its end. */
  readonly origin: string;
}

const dockerHub = 'docker.io';
/** What answers for Docker Hub: https://docs.docker.com/reference/api/registry/latest/ */
const dockerHubOrigin = 'https://registry-1.docker.io';

/**
 * Finds where an image is. This machine speaks plain HTTP, as Docker has it, every other one HTTPS.
 * @param name of the image, in any spelling
 * @returns its registry and its repository
 * @throws {DeployError} invalid-input for a name whose registry a variable stands for
 */
export function registryPlace(name: string): RegistryPlace {
  const whole = canonicalName(name);
  const slash = whole.indexOf('/');
  const [registry, repository] = [whole.slice(0, slash), whole.slice(slash + 1)];
  if (registry === dockerHub) return { registry, repository, origin: dockerHubOrigin };
  const host = registry.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  const scheme = isLoopback(host) ? 'http' : 'https';
  const origin = `${scheme}://${registry}`;
  if (/[$<{%]/.test(registry) || !URL.canParse(origin))
    throw new DeployError(
      'invalid-input',
      `Cannot ask a registry for "${name}": its name says no host`,
      `set ${inputName('image-check')} to "none", or write the name of the registry in the file`,
    );
  return { registry, repository, origin };
}
