// Inputs that say how a run goes: what is no change, how long it may take, what it prints.
import type { InputRow } from './input.ts';

/** What to do about a deploy that changes nothing. */
export const ifUnchangedValues = ['succeed', 'fail'] as const;

export const runInputs = {
  'if-unchanged': {
    help: 'What to do when every place holds the wanted value already',
    default: 'succeed',
    oneOf: ifUnchangedValues,
  },
  'dry-run': { help: 'Show the diff, push nothing', kind: 'switch', default: 'false' },
  timeout: { help: 'Time for everything, retries included: `90s`, `5m`', default: '5m' },
  json: {
    help: 'Print one JSON object to stdout; the log goes to stderr',
    kind: 'switch',
    default: 'false',
  },
} as const satisfies Record<string, InputRow>;
