// Gitea and Forgejo: codeberg.org and a company's own.

import { outage, permanent, readOnly, transient } from '../http/refusal-rule.ts';
import { inputName } from '../wording.ts';
import { type Host, openRequestInstead, repositoryPage, seeStatusPage, unknownHost } from './host.ts';

export const gitea: Host = {
  ...unknownHost,
  kind: 'gitea',
  publicServer: {
    name: 'codeberg.org',
    sshNames: [],
    // https://docs.codeberg.org/security/ssh-fingerprint/
    hostKeys: `
codeberg.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIVIC02vnjFyL+I4RHfvIGNtOgJMe769VTF1VR4EB3ZB
codeberg.org ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBL2pDxWr18SoiDJCGZ5LmxPygTlPu+cCKSkpqkvCyQzl5xmIMeKNdfdBpfbCGDPoZQghePzFZkKJNR/v9Win3Sc=
codeberg.org ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC8hZi7K1/2E2uBX8gwPRJAHvRAob+3Sn+y2hxiEhN0buv1igjYFTgFO2qQD8vLfU/HT/P/rqvEeTvaDfY1y/vcvQ8+YuUYyTwE2UaVU5aJv89y6PEZBYycaJCPdGIfZlLMmjilh/Sk8IWSEK6dQr+g686lu5cSWrFW60ixWpHpEVB26eRWin3lKYWSQGMwwKv4LwmW3ouqqs4Z4vsqRFqXJ/eCi3yhpT+nOjljXvZKiYTpYajqUC48IHAxTWugrKe1vXWOPxVXXMQEPsaIRc2hpK+v1LmfB7GnEGvF1UAKnEZbUuiD9PBEeD5a1MZQIzcoPWCrTxipEpuXQ5Tni4mN
`,
  },
  nameWords: ['gitea', 'forgejo'],
  commitPath: (path, commit) => `${repositoryPage(path)}/commit/${commit}`,
  comparePath: (path, from, to) => `${repositoryPage(path)}/compare/${from}...${to}`,
  filePath: (path, commit, file, line) => `${repositoryPage(path)}/src/commit/${commit}/${file}#L${line}`,
  // https://github.com/go-gitea/gitea/tree/main/routers/private (hook_pre_receive.go, serv.go), modules/private/request.go and cmd/;
  // https://codeberg.org/forgejo/forgejo/src/branch/forgejo/routers/private
  refusals: [
    transient(
      /internal server error \(no (?:message for end users|specific error)\)/i,
      `the server's own log says why; where the branch requires signed commits, set ${inputName('signing-key')}`,
      'once',
    ),
    outage(
      /(?:gitea|forgejo): internal|internal server (?:connection error|error decoding failed|response (?:reading|decoding) failed)|unable to contact (?:gitea|forgejo)|(?:gitea|forgejo) is (?:not running|restarting)|error checking user quota/i,
      seeStatusPage,
    ),
    outage(/repository is being created/i, 'wait until the repository is there, and run it again'),
    permanent(
      /protected from unverified commit/i,
      `sign the commit with ${inputName('signing-key')}, with ${inputName('author')} an address of the account that has the key`,
    ),
    permanent(
      /protected from changing file/i,
      'take the file out of the protected file patterns of the branch, or change another',
    ),
    permanent(/protected from force push/i, 'report it: this program never forces a push'),
    permanent(
      /not allowed to push to protected branch/i,
      `put the user or the deploy key on the whitelist of the branch, or ${openRequestInstead}`,
    ),
    readOnly(
      /user permission denied for (?:writing|creating)|is not authorized to write/i,
      'give the user or the deploy key write access',
    ),
    permanent(
      /push to create is not enabled/i,
      'check the URL: there is no such repository, and the server makes none',
      'repository-not-found',
    ),
    permanent(
      /quota (?:is |has been )?(?:exceeded|reached)|over (?:its |the |their )?quota/i,
      'free space in the account of the owner, or ask the administrator of the server for more quota',
    ),
    permanent(
      /mirror repository .{1,200} is read-only|repository mirror is read-only/i,
      `a mirror takes no push: give ${inputName('repository')} the address of the original`,
      'permission-denied',
    ),
    permanent(
      /user .{0,100}(?:is prohibited|not allowed) (?:to|from) (?:log ?in|signing in)|sign in prohibited/i,
      'ask the administrator of the server to let this account sign in',
      'permission-denied',
    ),
    permanent(
      /ssh has been disabled/i,
      `the server is closed for SSH: give ${inputName('repository')} its https:// address, and ${inputName('token')}`,
      'permission-denied',
    ),
  ],
};
