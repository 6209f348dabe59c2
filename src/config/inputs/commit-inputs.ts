// Inputs that say what the commit looks like.
import type { InputRow } from './input.ts';

export const commitInputs = {
  message: {
    help: 'Commit message: a template, for example `Deploy {name} {tag}`; lines below the first are the body, the list of changes follows',
  },
  author: {
    help: 'Author of the commit, `Name <mail>`; without it `GIT_AUTHOR_NAME` and `GIT_AUTHOR_EMAIL`, else the identity of the CI run',
  },
  committer: {
    help: 'Committer, `Name <mail>`, which hosts check; without it `GIT_COMMITTER_NAME` and `GIT_COMMITTER_EMAIL`, else the author',
  },
  trailers: { help: 'More lines at the end of the message, `Key: value`, one per line', kind: 'list' },
  'sign-off': {
    help: 'Add `Signed-off-by` with the committer, as `git commit --signoff` does',
    kind: 'switch',
    default: 'false',
  },
  'push-options': {
    help: 'Push options, as `git push -o`, one per line; they go along with every push, and the server has to take them',
    kind: 'list',
  },
  'commit-through': {
    help: 'Who makes the commit: `git` this program, which pushes it; `api` GitHub through its API, so that a commit of an App, or of `GITHUB_TOKEN`, is signed and verified',
    default: 'git',
    oneOf: ['git', 'api'],
  },
  'signing-key': {
    help: 'Private SSH key that signs the commit, or the path of its file',
    secret: true,
    orFile: true,
  },
} as const satisfies Record<string, InputRow>;
