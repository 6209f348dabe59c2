// Whether a run waits until its change is live, and what tells that.
import { inputName } from '../wording.ts';
import { invalidValue } from './input-problem.ts';
import type { InputReader } from './input-reader.ts';
import type { rolloutInputs } from './inputs/rollout-inputs.ts';
import { type Choice, inputOf } from './inputs.ts';
import { parseCount, parseDuration } from './parsers.ts';
import { parseTemplate, placeholdersIn } from './template.ts';
import { parsePage } from './web-address.ts';

/** What is waited for behind the landing. */
export interface RolloutConfig {
  /** How long, milliseconds. */
  readonly waitMs: number;
  /** `undefined`: a page tells it alone. */
  readonly statuses: AwaitedStatuses | undefined;
  /** A page of the application that tells it too. */
  readonly page: AwaitedPage | undefined;
  /** What becomes of a deploy whose rollout failed. */
  readonly onFailure: Choice<'on-rollout-failure'>;
}

/** Which statuses are waited for. */
export interface AwaitedStatuses {
  /** Names of statuses, in patterns; none: those that GitOps agents are known to write. */
  readonly patterns: readonly string[];
  /** How long a failed status has to stay until it counts, milliseconds. */
  readonly graceMs: number;
}

/** Which page is waited for. */
export interface AwaitedPage {
  readonly url: string;
  /** Holds `{tag}`, `{sha}` or both. */
  readonly match: string;
  /** How often in a row. */
  readonly times: number;
}

/** They say how to wait: without a wait they are a mistake. */
const details = [
  'wait-for',
  'wait-grace',
  'wait-url',
  'wait-match',
  'wait-times',
  'on-rollout-failure',
] as const satisfies readonly (keyof typeof rolloutInputs)[];

/**
 * Reads whether the run waits, and for what.
 * @returns `undefined` where it does not
 */
export function readRollout(reader: InputReader): RolloutConfig | undefined {
  const waitMs = reader.parsed('wait', parseWait);
  const patterns = reader.parsedList('wait-for', parseStatusPattern);
  const graceMs = reader.parsed('wait-grace', parseWait) ?? 0;
  const page = readPage(reader);
  if (waitMs === 0) refuseDetails(reader);
  const onFailure = reader.choice('on-rollout-failure') ?? 'keep';
  if (!waitMs) return undefined;
  const isPageAlone = page !== undefined && patterns.length === 0;
  if (onFailure === 'rollback') checkTakesBack(reader, isPageAlone);
  const hasToken = reader.isAnyGiven('api-token', 'token', 'app-id');
  if (!isPageAlone && !hasToken)
    reader.missing('api-token', 'give the token that reads the statuses of commits');
  return { waitMs, statuses: isPageAlone ? undefined : { patterns, graceMs }, page, onFailure };
}

function readPage(reader: InputReader): AwaitedPage | undefined {
  const url = reader.parsed('wait-url', (text) => checkPage(parsePage(text, reader.isOn('allow-http'))));
  const match = reader.parsed('wait-match', parseMatch);
  const times = reader.parsed('wait-times', parseCount);
  return url === undefined || match === undefined || times === undefined ? undefined : { url, match, times };
}

/** What could never be taken back is not promised. */
function checkTakesBack(reader: InputReader, isPageAlone: boolean): void {
  const refuse = (what: string, remedy: string) => reader.refuse('on-rollout-failure', what, remedy);
  if (isPageAlone)
    refuse(
      'takes back what failed, and a page alone never says that it failed',
      `give ${inputName('wait-for')} too, or leave it out`,
    );
  if (reader.isOn('text'))
    refuse(`takes back images, and with ${inputName('text')} none are known`, 'leave it out');
  if (reader.list('image').length + reader.list('image-from').length === 0 && reader.list('set').length > 0)
    refuse('takes back images, and none is given', `give ${inputName('image')}, or leave it out`);
}

function refuseDetails(reader: InputReader): void {
  const what = 'is given, and nothing is waited for';
  const remedy = `set ${inputName('wait')} too, like "10m", or leave it out`;
  for (const name of details)
    if ((reader.text(name) ?? '') !== (inputOf(name).default ?? '')) reader.refuse(name, what, remedy);
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

function checkPage(text: string): string {
  const { username, password } = new URL(text);
  if (username === '' && password === '') return text;
  throw invalidValue('holds a user or a password', 'leave them out: no credential is sent there');
}

function parseMatch(text: string): string {
  parseTemplate(text, ['tag', 'sha'] as const);
  if (placeholdersIn(text).length === 0)
    throw invalidValue(
      'holds neither {tag} nor {sha}',
      'write "{tag}", "{sha}", or words around one of them',
    );
  return text;
}
