// Inputs of the other commands that change the branch.
import type { InputRow } from './input.ts';

/** What the Action can do. */
export const commandValues = ['deploy', 'rollback'] as const;

export const commandInputs = {
  command: { help: 'What to do', default: 'deploy', oneOf: commandValues },
  to: {
    help: 'What `rollback` goes back to: `previous` (without it), a tag, a commit of the config repository or of the source, a time (`2h`, `2026-11-25T12:00`)',
  },
} as const satisfies Record<string, InputRow>;
