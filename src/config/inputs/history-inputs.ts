// Inputs of the history alone.
import type { InputRow } from './input.ts';

export const historyInputs = {
  html: {
    help: 'Write the history to this file too, as a page for a browser, with pictures of it over time',
  },
  since: { help: 'Show deploys since then: `12h`, `30d`, `8w`, or a date (`2026-11-01`, ISO 8601)' },
} as const satisfies Record<string, InputRow>;
