// Inputs that say where a deploy comes from; a CI that is known says it all by itself.
import type { InputRow } from './input.ts';

export const originInputs = {
  source: {
    help: 'What was built, `REPOSITORY@COMMIT` (`acme/web@3f2a9c1`); without it what the CI says',
  },
  'run-url': { help: 'Page of the pipeline run, for the commit and for people; without it what the CI says' },
  actor: { help: 'Who started the run, for people; without it what the CI says' },
  order: {
    help: 'Which run this is, `SCOPE NUMBER` (`web 1712`): runs of one scope have growing numbers; without it what the CI says',
  },
} as const satisfies Record<string, InputRow>;
