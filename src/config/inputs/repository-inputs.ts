// Inputs that say where the config repository is, and how to get in.
import type { InputRow } from './input.ts';

export const repositoryInputs = {
  repository: {
    help: 'Config repository: clone URL (`https://`, `ssh://`, `git@host:path`), or `owner/name` on the host this CI runs on',
    aliases: ['CLUSTER_GIT_CLONE_URL'],
  },
  branch: { help: 'Branch to read and push; without it the default branch of the repository' },
  token: { help: 'Token for HTTPS, with the right to push to the config repository', secret: true },
  username: { help: 'User name that goes with the token; without it the one that the host expects' },
  'app-id': {
    help: 'Id or client id of a GitHub App that is installed on the config repository, in place of `token`; its token is made in the run',
  },
  'app-private-key': {
    help: 'Private key of the GitHub App (PEM), or the path of its file',
    secret: true,
    orFile: true,
  },
  'app-installation-id': {
    help: 'Id of the installation of the GitHub App; without it found by the repository',
  },
  'allow-http': {
    help: 'Send the token, or the address of a webhook, over plain HTTP to hosts other than localhost',
    kind: 'switch',
    default: 'false',
  },
  'ssh-key': {
    help: 'Private key for SSH (OpenSSH or PEM, without passphrase), or the path of its file',
    secret: true,
    orFile: true,
    aliases: ['GIT_REPO_USER_RSA'],
  },
  'ssh-known-hosts': {
    help: 'Lines of `known_hosts` for the SSH server, or the path of their file; without it the published keys of the big hosts',
    orFile: true,
  },
} as const satisfies Record<string, InputRow>;
