// The command `history`.
import type { Command } from './command.ts';

/** What was deployed when, read out of the branch. */
export const historyCommand: Command = {
  name: 'history',
  usage: 'history [--file PATH] [--image NAME] [--since 30d] [--html PAGE.html]',
  summary: 'what was deployed, when, from what, where, by whom',
  details: `Reads the deploys out of the commits of the branch, the newest first; no files travel. Without --file, --image and
--environment it shows all of them.
`,
  words: undefined,
  flag: undefined,
  inputs: [
    'repository',
    'branch',
    'token',
    'username',
    'app-id',
    'app-private-key',
    'app-installation-id',
    'allow-http',
    'ssh-key',
    'ssh-known-hosts',
    'file',
    'image',
    'environment',
    'since',
    'html',
    'timeout',
    'json',
  ],
  run: async (context) => (await import('./run-history.ts')).runHistory(context),
};
