// Gitea and Forgejo: codeberg.org and a company's own.
import { permanent, transient } from '../http/refusal-rule.ts';
import { type Host, repositoryPage, seeStatusPage, unknownHost } from './host.ts';

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
  refusals: [
    transient(/gitea: internal|unable to contact gitea/i, seeStatusPage),
    permanent(
      /not allowed to push to protected branch/i,
      'put the user or the deploy key on the whitelist of the branch',
    ),
    permanent(
      /user permission denied for writing/i,
      'give the user or the deploy key write access',
      'permission-denied',
    ),
  ],
};
