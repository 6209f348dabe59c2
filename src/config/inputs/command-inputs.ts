// Inputs of the other commands that change the branch.
import type { InputRow } from './input.ts';

/** What the Action can do. */
export const commandValues = ['deploy', 'rollback', 'hold', 'release'] as const;

export const commandInputs = {
  command: { help: 'What to do', default: 'deploy', oneOf: commandValues },
  to: {
    help: 'What `rollback` goes back to: `previous` (without it), a tag, a commit of the config repository or of the source, a time (`2h`, `2026-11-25T12:00`)',
  },
  hold: {
    help: 'What `rollback` keeps from being deployed there again: `value` the one that was bad, and older runs; `all` every deploy until `release`',
    default: 'value',
    oneOf: ['value', 'all'],
  },
  reason: { help: 'Why `rollback` or `hold` holds deploys, in one line: whoever is refused reads it' },
} as const satisfies Record<string, InputRow>;
