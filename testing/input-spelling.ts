// The three ways in which an input reaches the program from outside.
import type { Flags } from './bundle.ts';

/** Inputs by name, as text. */
export type InputTexts = Readonly<Record<string, string>>;

export const spellings = ['Action input', 'flag', 'variable'] as const;
export type Spelling = (typeof spellings)[number];

/** What a process is started with. */
interface Start {
  readonly flags: Flags;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Spells inputs as a pipeline would. The names are written down here once more, and not taken from the product.
 * @param inputs inputs by name
 * @param spelling where they go
 * @returns flags and environment of the process
 */
export function spell(inputs: InputTexts, spelling: Spelling): Start {
  switch (spelling) {
    case 'Action input':
      // The runner keeps the hyphens: https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs
      return {
        flags: {},
        env: { GITHUB_ACTIONS: 'true', ...renamed(inputs, (name) => `INPUT_${name.toUpperCase()}`) },
      };
    case 'flag':
      return { flags: mapValues(inputs, (value) => (value === 'true' ? true : value)), env: {} };
    case 'variable':
      return {
        flags: {},
        env: renamed(inputs, (name) => `GITOPS_DEPLOY_${name.toUpperCase().replaceAll('-', '_')}`),
      };
  }
}

function renamed(inputs: InputTexts, rename: (name: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [rename(name), value]));
}

function mapValues<To>(inputs: InputTexts, change: (value: string) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, change(value)]));
}
