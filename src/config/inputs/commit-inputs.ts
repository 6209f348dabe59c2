// Inputs that say what the commit looks like.
import type { InputRow } from './input.ts';

export const commitInputs = {
  message: {
    help: "Commit subject: a template, for example `Deploy {name} {tag}`; the body is gitops-deploy's own",
  },
  author: { help: 'Author of the commit, `Name <mail>`; without it the identity of the CI run' },
  'signing-key': {
    help: 'Private SSH key that signs the commit, or the path of its file',
    secret: true,
    orFile: true,
  },
} as const satisfies Record<string, InputRow>;
