// Bitbucket Cloud: bitbucket.org.
import { permanent, readOnly } from '../http/refusal-rule.ts';
import { type Host, openRequestInstead, repositoryPage, unknownHost } from './host.ts';

export const bitbucket: Host = {
  ...unknownHost,
  kind: 'bitbucket',
  publicServer: {
    name: 'bitbucket.org',
    sshNames: ['altssh.bitbucket.org'],
    // https://support.atlassian.com/bitbucket-cloud/docs/configure-ssh-and-two-step-verification/
    hostKeys: `
bitbucket.org ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBPIQmuzMBuKdWeF4+a2sjSSpBK0iqitSQ+5BM9KhpexuGt20JpTVM7u5BDZngncgrqDMbWdxMWWOGtZ9UgbqgZE=
bitbucket.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIazEu89wgQZ4bqs3d63QSMzYVa0MuJ2e2gKTKqu+UUO
bitbucket.org ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDQeJzhupRu0u0cdegZIa8e86EG2qOCsIsD1Xw0xSeiPDlCr7kq97NLmMbpKTX6Esc30NuoqEEHCuc7yWtwp8dI76EEEB1VqY9QJq6vk+aySyboD5QF61I/1WeTwu+deCbgKMGbUijeXhtfbxSxm6JwGrXrhBdofTsbKRUsrN1WoNgUa8uqN1Vx6WAJw1JHPhglEGGHea6QICwJOAr/6mrui/oB7pkaWKHj3z7d1IC4KWLtY47elvjbaTlkN04Kc/5LFEirorGYVbt15kAUlqGM65pk6ZBxtaO3+30LVlORZkxOh+LKL/BvbZ/iRNhItLqNyieoQj/uh/7Iv4uyH/cV/0b4WDSd3DptigWq84lJubb9t/DnZlrJazxyDCulTmKdOR7vs9gMTo+uoIrPSb8ScTtvw65+odKAlBj59dhnVp9zd7QUojOpXlL62Aw56U4oO+FALuevvMjiWeavKhJqlR7i5n9srYcrNV7ttmDw7kf/97P5zauIhxcjX+xHv4M=
`,
  },
  commitPath: (path, commit) => `${repositoryPage(path)}/commits/${commit}`,
  comparePath: (path, from, to) => `${repositoryPage(path)}/branches/compare/${to}%0D${from}`,
  filePath: (path, commit, file, line) => `${repositoryPage(path)}/src/${commit}/${file}#lines-${line}`,
  // https://support.atlassian.com/bitbucket-cloud/docs/using-access-tokens/
  tokenUser: 'x-token-auth',
  tokenForm: /^(?:ATATT|ATCTT|ATBB)/,
  tokenUsers: [
    { form: /^ATATT/, user: 'x-bitbucket-api-token-auth' },
    { form: /^ATCTT/, user: 'x-token-auth' },
  ],
  // https://support.atlassian.com/bitbucket-cloud/docs/use-branch-permissions/
  refusals: [
    // https://developer.atlassian.com/cloud/bitbucket/rest/intro/#scopes
    readOnly(
      /lacks? one or more required privilege scopes|access via a deployment key is read-only|deployment key is read-only/i,
      'give this token the permission to write to the repository',
    ),
    permanent(
      /permission denied to update branch/i,
      `add the user to the branch restrictions, where access tokens cannot be, or ${openRequestInstead}`,
    ),
    permanent(
      /requires? (?:a )?pull request|only be modified through pull requests/i,
      `let this identity write to the branch without a pull request, in the branch restrictions, or ${openRequestInstead}`,
    ),
    permanent(
      /over the size limit .{0,20}will not accept|repository (?:has )?exceed\w* (?:its|the) .{0,30}limit|repository is (?:over|above) .{0,20}limit|over \S+ limit/i,
      'free space in the repository or the workspace: https://support.atlassian.com/bitbucket-cloud/docs/reduce-repository-size/',
    ),
    permanent(
      /no longer exists in this workspace/i,
      'check the URL, and that this identity may see the repository',
      'repository-not-found',
    ),
    permanent(
      /stopped supporting account passwords/i,
      'use an API token or an access token instead of a password',
      'authentication-failed',
    ),
    permanent(
      /app passwords? (?:is|are|was|were|has|have).{0,40}(?:deprecated|disabled|removed|no longer)/i,
      'use an API token or an access token instead of an app password',
      'authentication-failed',
    ),
    permanent(
      /repository is (?:currently )?(?:in )?read-only|exceeded its user limit/i,
      "the workspace's plan or an administrator has made it read-only: look at the billing of the workspace",
      'permission-denied',
    ),
  ],
};
