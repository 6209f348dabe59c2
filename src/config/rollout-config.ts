// Whether a run waits until its change is live, and what tells that.
import { inputName } from '../wording.ts';
import { invalidValue } from './input-problem.ts';
import type { InputReader } from './input-reader.ts';
import type { rolloutInputs } from './inputs/rollout-inputs.ts';
import { inputOf } from './inputs.ts';
import { parseDuration } from './parsers.ts';

/** What is waited for behind the landing. */
export interface RolloutConfig {
  /** How long, milliseconds. */
  readonly waitMs: number;
  /** Names of statuses, in patterns; none: those that GitOps agents are known to write. */
  readonly patterns: readonly string[];
  /** How long a failed status has to stay until it counts, milliseconds. */
  readonly graceMs: number;
}

/** They say how to wait: without a wait they are a mistake. */
const details = ['wait-for', 'wait-grace'] as const satisfies readonly (keyof typeof rolloutInputs)[];

/**
 * Reads whether the run waits, and for what.
 * @returns `undefined` where it does not
 */
export function readRollout(reader: InputReader): RolloutConfig | undefined {
  const waitMs = reader.parsed('wait', parseWait);
  const patterns = reader.parsedList('wait-for', parseStatusPattern);
  const graceMs = reader.parsed('wait-grace', parseWait);
  if (waitMs === 0)
    for (const name of details)
      if ((reader.text(name) ?? '') !== (inputOf(name).default ?? ''))
        reader.refuse(
          name,
          'is given, and nothing is waited for',
          `set ${inputName('wait')} too, like "10m", or leave it out`,
        );
  if (!waitMs || graceMs === undefined) return undefined;
  const hasToken = (['api-token', 'token', 'app-id'] as const).some(
    (name) => reader.text(name) !== undefined,
  );
  if (!hasToken) reader.missing('api-token', 'give the token that reads the statuses of commits');
  return { waitMs, patterns, graceMs };
}

/** A time, or none. */
function parseWait(text: string): number {
  return /^0+(?:ms|s|m|h)?$/.test(text) ? 0 : parseDuration(text);
}

function parseStatusPattern(text: string): string {
  if (text.length > 255 || /[\p{Cc},]/u.test(text))
    throw invalidValue('is not the name of a status', 'write one name per line, like "kustomization/apps"');
  return text;
}
