// GitLab: gitlab.com and a company's own.
import { gitlabRefusals } from './gitlab-refusals.ts';
import { type Host, repositoryPage, unknownHost } from './host.ts';

export const gitlab: Host = {
  ...unknownHost,
  kind: 'gitlab',
  publicServer: {
    name: 'gitlab.com',
    sshNames: ['altssh.gitlab.com'],
    // https://docs.gitlab.com/user/gitlab_com/#ssh-known_hosts-entries
    hostKeys: `
gitlab.com ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBFSMqzJeV9rUzU4kWitGjeR4PWSa29SPqJ1fVkhtj3Hw9xjLVXVYrU9QlYWrOLXBpQ6KWjbjTDTdDkoohFzgbEY=
gitlab.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAfuCHKVTjquxvt6CM6tdG4SLp1Btn/nOeHHE5UOzRdf
gitlab.com ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCsj2bNKTBSpIYDEGk9KxsGh3mySTRgMtXL583qmBpzeQ+jqCMRgBqB98u3z++J1sKlXHWfM9dyhSevkMwSbhoR8XIq/U0tCNyokEi/ueaBMCvbcTHhO7FcwzY92WK4Yt0aGROY5qX2UKSeOvuP4D6TPqKF1onrSzH9bx9XUf2lEdWT/ia1NEKjunUqu1xOB/StKDHMoX4/OKyIzuS0q/T1zOATthvasJFoPrAjkohTyaDUz2LN5JoH839hViyEG82yB+MjcFV5MU3N1l1QL3cVUCh93xSaua1N85qivl+siMkPGbO5xR/En4iEY6K2XPASUEMaieWVNTRCtJ4S8H+9
`,
  },
  nameWords: ['gitlab'],
  commitPath: (path, commit) => `${repositoryPage(path)}/-/commit/${commit}`,
  comparePath: (path, from, to) => `${repositoryPage(path)}/-/compare/${from}...${to}`,
  filePath: (path, commit, file, line) => `${repositoryPage(path)}/-/blob/${commit}/${file}#L${line}`,
  // It takes any for every token but CI_JOB_TOKEN: https://docs.gitlab.com/ci/jobs/ci_job_token/
  tokenUser: 'oauth2',
  // https://docs.gitlab.com/security/tokens/#token-prefixes
  // An instance may put a prefix of its own before them: https://gitlab.com/gitlab-org/gitlab/-/issues/388379
  tokenForm: /^(?:[A-Za-z]\w*-)?gl(?:pat|dt|cbt|oas|rt|ptt|ft|imt|agent|soat|ffct)-/,
  tokenUsers: [{ form: /^(?:[A-Za-z]\w*-)?glcbt-/, user: 'gitlab-ci-token' }],
  // It answers a path without the suffix with a redirect: a request less.
  pathSuffix: '.git',
  refusals: gitlabRefusals,
};
