// Inputs that say whether a change is pushed or proposed, and what its request looks like.
import type { InputRow } from './input.ts';

export const proposalInputs = {
  mode: {
    help: 'How the change gets to the branch: `push`; `pull-request` on a branch of its own; `auto` pushes, and opens a pull request where the rules of the branch refuse that',
    default: 'push',
    oneOf: ['push', 'pull-request', 'auto'],
  },
  'pull-request-branch': {
    help: 'Branch of the pull request, a template; without it one that is the same for the same files and images, whatever the tag',
  },
  'pull-request-title': {
    help: 'Title of the pull request, a template; without it the subject of the commit',
  },
  'pull-request-body': {
    help: 'Body of the pull request in Markdown, a template; `{changes}` is the table of what changes',
  },
  'pull-request-labels': { help: 'Labels of the pull request, one per line', kind: 'list' },
  'pull-request-reviewers': {
    help: 'Whose review is asked for, one per line: a user, or `team:NAME`',
    kind: 'list',
  },
  'pull-request-assignees': {
    help: 'Users that the pull request is assigned to, one per line',
    kind: 'list',
  },
  'pull-request-draft': { help: 'Open the pull request as a draft', kind: 'switch', default: 'false' },
  'pull-request-merge': {
    help: 'Who merges the pull request: `never` this program; `auto` the host when its rules allow it; `now` this program, which waits within `timeout` until it can',
    default: 'never',
    oneOf: ['never', 'auto', 'now'],
  },
  'api-token': {
    help: "Token for the host's API, with the right to open pull requests; without it `token`",
    secret: true,
  },
  'api-url': {
    help: "Address of the host's API, `https://git.acme.dev/api/v3`; without it the one of the CI, or of the host",
  },
  'host-type': {
    help: 'Kind of host that the config repository is on; without it found by its address and by the CI',
    oneOf: ['github', 'gitlab', 'bitbucket', 'bitbucket-data-center', 'gitea', 'azure-devops', 'gerrit'],
  },
} as const satisfies Record<string, InputRow>;
