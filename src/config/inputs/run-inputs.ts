// Inputs that say how a run goes: what is no change, how long it may take, what it prints.
import type { InputRow } from './input.ts';

export const runInputs = {
  'if-unchanged': {
    help: 'What to do when every place holds the wanted value already',
    default: 'succeed',
    oneOf: ['succeed', 'fail'],
  },
  'if-superseded': {
    help: 'What to do when a newer run of the same pipeline has deployed the same image to the same file already; holds are read, and count, with each of them',
    default: 'skip',
    oneOf: ['skip', 'fail', 'deploy'],
  },
  'dry-run': { help: 'Show the diff, push nothing', kind: 'switch', default: 'false' },
  timeout: { help: 'Time for everything, retries included: `90s`, `5m`', default: '5m' },
  json: {
    help: 'Print one JSON object to stdout; the log goes to stderr',
    kind: 'switch',
    default: 'false',
  },
} as const satisfies Record<string, InputRow>;
