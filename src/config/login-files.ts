// Where Docker and podman keep the credentials of registries.
import type { LoginFiles } from '../remote/registry-login.ts';
import { nonEmpty, type Variables } from './variables.ts';

/**
 * Says where credentials of registries are; no file is read.
 * Sources: https://docs.docker.com/reference/cli/docker/login/, containers-auth.json(5)
 * @returns the text of DOCKER_AUTH_CONFIG, and the paths of the files of Docker and of podman
 */
export function readLoginFiles(variables: Variables): LoginFiles {
  const read = (name: string) => nonEmpty(variables[name]);
  const home = read('HOME') ?? read('USERPROFILE');
  const under = (folder: string | undefined, path: string) =>
    folder === undefined ? [] : [`${folder}/${path}`];
  const configHome = read('XDG_CONFIG_HOME') ?? under(home, '.config')[0];
  const docker = read('DOCKER_CONFIG') ?? under(home, '.docker')[0];
  const named = read('REGISTRY_AUTH_FILE');
  const podman = [
    ...under(read('XDG_RUNTIME_DIR'), 'containers/auth.json'),
    ...under(configHome, 'containers/auth.json'),
  ];
  return {
    inline: read('DOCKER_AUTH_CONFIG'),
    paths: [...under(docker, 'config.json'), ...(named === undefined ? podman : [named])],
  };
}
