// GitHub: github.com and GitHub Enterprise Server.
import { githubHeadings, githubRefusals } from './github-refusals.ts';
import { type Host, repositoryPage, unknownHost } from './host.ts';

export const github: Host = {
  ...unknownHost,
  kind: 'github',
  publicServer: {
    name: 'github.com',
    sshNames: ['ssh.github.com'],
    // https://docs.github.com/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints
    hostKeys: `
github.com,[ssh.github.com]:443 ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEmKSENjQEezOmxkZMy7opKgwFB9nkt5YRrYMjNuG5N87uRgg6CLrbo5wAdT/y6v0mKV0U2w0WZ2YB/++Tpockg=
github.com,[ssh.github.com]:443 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl
github.com,[ssh.github.com]:443 ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQCj7ndNxQowgcQnjshcLrqPEiiphnt+VTTvDP6mHBL9j1aNUkY4Ue1gvwnGLVlOhGeYrnZaMgRK6+PKCUXaDbC7qtbW8gIkhL7aGCsOr/C56SJMy/BCZfxd1nWzAOxSDPgVsmerOBYfNqltV9/hWCqBywINIR+5dIg6JTJ72pcEpEjcYgXkE2YEFXV1JHnsKgbLWNlhScqb2UmyRkQyytRLtL+38TGxkxCflmO+5Z8CSSNY7GidjMIZ7Q4zMjA2n1nGrlTDkzwDCsw+wqFPGQA179cnfGWOWRVruj16z6XyvxvjJwbz0wQZ75XK5tKSb7FNyeIEs4TT4jk+S4dhPeAUC5y+bDYirYgM4GC7uEnztnZyaVWQ7B381AK4Qdrwt51ZqExKbQpTUNn+EjqoTwvqNj4kqx5QUCI0ThS/YkOxJCXmPUWZbhjpCg56i+2aB6CmK2JGhn57K5mj0MNdBXA4/WnwH6XoPWJzK5Nyu2zB3nAZp+S5hpQs+p1vN1/wsjk=
`,
  },
  nameWords: ['github'],
  commitPath: (path, commit) => `${repositoryPage(path)}/commit/${commit}`,
  comparePath: (path, from, to) => `${repositoryPage(path)}/compare/${from}...${to}`,
  filePath: (path, commit, file, line) => `${repositoryPage(path)}/blob/${commit}/${file}#L${line}`,
  tokenUser: 'x-access-token',
  // https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
  tokenForm: /^(?:gh[oprsu]|github_pat)_/,
  // It takes what its bitmaps answer, and says "tree filter allows max depth 0".
  takesTreeDepth: (agent) => !agent.startsWith('git/github-'),
  refusals: githubRefusals,
  headings: githubHeadings,
};
