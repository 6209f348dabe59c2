// The command `edit`.
import type { Command } from './command.ts';

/** The same edit on local files. */
export const editCommand: Command = {
  name: 'edit',
  usage: 'edit FILE... [--image REF ...]',
  summary: 'the same change to local files: no git, no network',
  details: `Changes local files as a deploy would, without git and network. FILE is a path or a glob ('apps/**/*.yaml').
`,
  words: 'files',
  flag: undefined,
  inputs: [
    'image',
    'kind',
    'name',
    'namespace',
    'container',
    'under',
    'from',
    'policy',
    'set',
    'version-env',
    'expect',
    'create',
    'text',
    'dry-run',
    'json',
  ],
  run: async (context) => (await import('./run-edit.ts')).runEdit(context),
};
