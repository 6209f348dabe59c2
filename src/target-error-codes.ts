// How a run ends badly whose files or images are not as it needs them: exit code 3.
import type { Explanation } from './error-explanation.ts';

/** What is wrong with what is to be changed, or with what is to be put there. */
export const targetErrors = {
  'file-not-found': {
    exit: 3,
    cause: 'The branch has no file of that path, or none that matches the glob',
    remedy: 'Write the path from the root of the repository; check the branch',
  },
  'image-not-found': {
    exit: 3,
    cause:
      'No file names that image, or a selector leaves its places out; the message lists the images that are there, nearest name first',
    remedy: 'Correct the name; or, where a file holds only a tag, use `set` or `policy`',
  },
  'image-missing': {
    exit: 3,
    cause: 'The registry has no such image, or not for every platform of `image-platforms`',
    remedy: 'Push it before the deploy, correct its tag, or set `image-wait` while another job pushes it',
  },
  'image-ambiguous': {
    exit: 3,
    cause: 'The image stands in several places like variants, or a path of `set` leads to several objects',
    remedy: 'Narrow with `kind`, `name`, `namespace`, `container` or `from`; or count them all with `expect`',
  },
  'path-not-found': {
    exit: 3,
    cause: 'A path of `set` leads nowhere, or where a selector does not reach',
    remedy: 'Correct the path or the selectors, or set `create: true` to add what it lacks',
  },
  'wrong-count': {
    exit: 3,
    cause: 'More or fewer places match than `expect` says',
    remedy: 'Compare the list of places with what you expect',
  },
  'branch-not-found': {
    exit: 3,
    cause: 'The repository has no branch of that name, or lost it during the run',
    remedy: 'Check `branch`; create the branch first',
  },
  'not-editable': {
    exit: 3,
    cause:
      'The file is encrypted with SOPS, a Helm template, a symlink, too large, not UTF-8; or the value cannot change alone: a variable, a digest beside the tag, an alias that others read',
    remedy: 'Point `file` to the place where the value is kept in the clear',
  },
  'invalid-yaml': {
    exit: 3,
    cause: 'The file is not valid YAML or JSON, so nothing about it can be proven',
    remedy: 'Fix the file at the line that the message names',
  },
  'proof-failed': {
    exit: 3,
    cause: 'The edited file, or its commit, read again, differs in more than the intended values',
    remedy: 'Report it with the file; nothing was pushed, unless the message names a commit of the server',
  },
  'deploy-not-found': {
    exit: 3,
    cause: 'The history does not say what to go back to: it was deployed by hand, elsewhere, or never',
    remedy: 'Look at `gitops-deploy history`; give the tag, or deploy it by its name',
  },
  'would-change-nothing': {
    exit: 3,
    cause: 'Every place holds the wanted value already, and `if-unchanged` is `fail`',
    remedy: 'Deploy another tag, or set `if-unchanged` to `succeed`',
  },
} as const satisfies Record<string, Explanation>;
