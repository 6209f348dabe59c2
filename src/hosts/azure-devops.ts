// Azure DevOps: dev.azure.com.
import { conflict, permanent } from '../http/refusal-rule.ts';
import { type Host, unknownHost } from './host.ts';

export const azureDevOps: Host = {
  ...unknownHost,
  kind: 'azure-devops',
  publicServer: {
    name: 'dev.azure.com',
    sshNames: ['ssh.dev.azure.com'],
    // https://learn.microsoft.com/azure/devops/repos/git/use-ssh-keys-to-authenticate
    hostKeys: `
ssh.dev.azure.com,vs-ssh.visualstudio.com ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7Hr1oTWqNqOlzGJOfGJ4NakVyIzf1rXYd4d7wo6jBlkLvCA4odBlL0mDUyZ0/QUfTTqeu+tm22gOsv+VrVTMk6vwRU75gY/y9ut5Mb3bR5BV58dKXyq9A9UeB5Cakehn5Zgm6x1mKoVyf+FFn26iYqXJRgzIZZcZ5V6hrE0Qg39kZm4az48o0AUbf6Sp4SLdvnuMa2sVNwHBboS7EJkm57XQPVU3/QpyNLHbWDdzwtrlS+ez30S3AdYhLKEOxAG8weOnyrtLJAUen9mTkol8oII1edf7mWWbWVf0nBmly21+nZcmCTISQBtdcyPaEno7fFQMDD26/s0lfKob4Kw8H
`,
  },
  commitPath,
  refusals: [
    conflict(/TF401028|already been updated by another client/i),
    permanent(/TF402455/i, 'grant this identity "Bypass policies when pushing"'),
    permanent(/TF401027/i, 'grant Contribute to the build service', 'permission-denied'),
    permanent(
      /TF401019|TF400813/i,
      'check the URL, and that this identity may see the repository',
      'repository-not-found',
    ),
  ],
};

/** `org/project/_git/name` over HTTPS, `v3/org/project/name` over SSH. */
function commitPath(path: string, commit: string): string | undefined {
  const names = path.replace(/^\/+|\/+$/g, '').split('/');
  const [org, project, name] = names[0] === 'v3' ? names.slice(1) : [names[0], names[1], names[3]];
  if (!org || !project || !name) return undefined;
  return `/${org}/${project}/_git/${name}/commit/${commit}`;
}
