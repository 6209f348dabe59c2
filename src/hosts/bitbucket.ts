// Bitbucket Cloud: bitbucket.org.
import { permanent } from '../http/refusal-rule.ts';
import { type Host, repositoryPage, unknownHost } from './host.ts';

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
  // https://support.atlassian.com/bitbucket-cloud/docs/using-access-tokens/
  tokenUser: 'x-token-auth',
  tokenForm: /^(?:ATATT|ATCTT|ATBB)/,
  tokenUsers: [
    { form: /^ATATT/, user: 'x-bitbucket-api-token-auth' },
    { form: /^ATCTT/, user: 'x-token-auth' },
  ],
  refusals: [
    permanent(
      /permission denied to update branch/i,
      'add the user to the branch restrictions; access tokens cannot be on that list',
    ),
  ],
};
