// Azure DevOps: dev.azure.com, and a company's own server.

import { conflict, outage, permanent, rateLimit, readOnly } from '../http/refusal-rule.ts';
import { inputName } from '../wording.ts';
import { azurePage } from './azure-place.ts';
import { type Host, openRequestInstead, seeStatusPage, unknownHost } from './host.ts';

export const azureDevOps: Host = {
  ...unknownHost,
  kind: 'azure-devops',
  publicServer: {
    name: 'dev.azure.com',
    sshNames: ['ssh.dev.azure.com', 'vs-ssh.visualstudio.com'],
    // https://learn.microsoft.com/azure/devops/repos/git/use-ssh-keys-to-authenticate
    hostKeys: `
ssh.dev.azure.com,vs-ssh.visualstudio.com ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7Hr1oTWqNqOlzGJOfGJ4NakVyIzf1rXYd4d7wo6jBlkLvCA4odBlL0mDUyZ0/QUfTTqeu+tm22gOsv+VrVTMk6vwRU75gY/y9ut5Mb3bR5BV58dKXyq9A9UeB5Cakehn5Zgm6x1mKoVyf+FFn26iYqXJRgzIZZcZ5V6hrE0Qg39kZm4az48o0AUbf6Sp4SLdvnuMa2sVNwHBboS7EJkm57XQPVU3/QpyNLHbWDdzwtrlS+ez30S3AdYhLKEOxAG8weOnyrtLJAUen9mTkol8oII1edf7mWWbWVf0nBmly21+nZcmCTISQBtdcyPaEno7fFQMDD26/s0lfKob4Kw8H
`,
  },
  nameWords: ['visualstudio'],
  // Every clone URL has it, on a company's own server too.
  hasPath: (path) => /(?:^|\/)_git\/[^/]+$/.test(path),
  commitPath,
  comparePath,
  filePath,
  refusals: [
    // https://learn.microsoft.com/azure/devops/integrate/concepts/rate-limits
    rateLimit(/exceeding usage of resource|TF400733/i, 60_000),
    conflict(/TF401028|already been updated by another client/i),
    permanent(
      /VS403654|contains? (?:one or more|credentials or other) secrets/i,
      'take the secret out of the file and revoke it; the text names the file and the line',
    ),
    // https://github.com/microsoft/coe-starter-kit/issues/6652
    permanent(
      /author e-?mail.{0,200}does not match the policy/i,
      `make the address in ${inputName('author')} follow the policy of the repository`,
    ),
    // https://learn.microsoft.com/azure/devops/repos/git/repository-settings
    permanent(
      /TF402462|push was rejected because .{0,200}(?:size|length|path)\b/i,
      'a policy of the repository limits the size or the path of files; the text says which',
    ),
    // https://learn.microsoft.com/azure/devops/organizations/accounts/change-application-access-policies
    permanent(
      /VS403463|conditional access policy/i,
      'the conditional access of the organization keeps this identity out: its administrator has to let it in from this runner',
      'permission-denied',
    ),
    outage(/TF400898|TF400860|TF10216|TF24668/i, seeStatusPage),
    permanent(
      /(?:TF|VS)30063|TF50309|TF14098/i,
      'check that the token has not expired, and that its account may see the project',
      'permission-denied',
    ),
    permanent(
      /TF401031|repository .{0,60}is disabled/i,
      'the repository is disabled: enable it under Project settings > Repositories',
      'permission-denied',
    ),
    permanent(
      /TF402455|must use a pull request/i,
      `grant this identity "Bypass policies when pushing", or ${openRequestInstead}`,
    ),
    permanent(
      /'CreateBranch' permission/i,
      'allow "Create branch" for this identity under Project settings > Repositories > Security',
      'permission-denied',
    ),
    readOnly(/TF401027|need the git '\w+' permission/i, 'grant Contribute to the build service'),
    permanent(
      /TF401019|TF400813|VS800075/i,
      'check the URL, and that this identity may see the repository',
      'repository-not-found',
    ),
  ],
};

function commitPath(path: string, commit: string): string | undefined {
  const page = azurePage(path);
  return page && `${page}/commit/${commit}`;
}

/** The form is that of "Copy link" on a marked line; a line ends where the next one begins. */
function filePath(path: string, commit: string, file: string, line: number): string | undefined {
  const page = azurePage(path);
  const lines = `line=${line}&lineEnd=${line + 1}&lineStartColumn=1&lineEndColumn=1`;
  return page && `${page}?path=/${file}&version=GC${commit}&${lines}`;
}

/** The page takes no abbreviations. The form is that of "Set up compare" on the page of the branches. */
function comparePath(path: string, from: string, to: string): string | undefined {
  const page = azurePage(path);
  const areWhole = [from, to].every((commit) => /^[0-9a-f]{40}$/i.test(commit));
  return page && areWhole ? `${page}/branchCompare?baseVersion=GC${from}&targetVersion=GC${to}` : undefined;
}
