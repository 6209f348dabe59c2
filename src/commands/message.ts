// The command `message`.
import type { Command } from './command.ts';

/** What people would be told of a deploy that is over. */
export const messageCommand: Command = {
  name: 'message',
  usage: 'message --result FILE.json',
  summary: 'what each receiver would get of a deploy; sends nothing',
  details: `Reads what "gitops-deploy --json" printed, or the outputs of the Action as JSON, and prints what each receiver that is named
would get; where none is, what each kind of receiver would get. Nothing is sent. What a result does not say comes from the
inputs, as in the deploy.
`,
  words: undefined,
  flag: { name: 'result', help: 'The file with the result of a deploy, in JSON' },
  inputs: [
    'image',
    'set',
    'file',
    'namespace',
    'environment',
    'source',
    'run-url',
    'actor',
    'slack-webhook-url',
    'slack-token',
    'slack-channel',
    'slack-mention',
    'slack-thread',
    'slack-text',
    'dashboard-url',
    'notify-url',
    'notify-on',
    'notify-allow-private',
    'allow-http',
    'json',
  ],
  run: async (context) => (await import('./run-message.ts')).runMessage(context),
};
