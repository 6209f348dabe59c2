// Inputs that say how a run goes: what is no change, how long it may take, what it prints.
import type { InputRow } from './input.ts';

/** What to do about a deploy that changes nothing. */
export const ifUnchangedValues = ['succeed', 'fail'] as const;

/** What to do about a run that a newer one of its pipeline has overtaken. */
export const ifSupersededValues = ['skip', 'fail', 'deploy'] as const;

export const runInputs = {
  'if-unchanged': {
    help: 'What to do when every place holds the wanted value already',
    default: 'succeed',
    oneOf: ifUnchangedValues,
  },
  'if-superseded': {
    help: 'What to do when a newer run of the same pipeline has deployed the same image to the same file already',
    default: 'skip',
    oneOf: ifSupersededValues,
  },
  'dry-run': { help: 'Show the diff, push nothing', kind: 'switch', default: 'false' },
  timeout: { help: 'Time for everything, retries included: `90s`, `5m`', default: '5m' },
  json: {
    help: 'Print one JSON object to stdout; the log goes to stderr',
    kind: 'switch',
    default: 'false',
  },
} as const satisfies Record<string, InputRow>;
