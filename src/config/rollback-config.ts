// What a rollback is asked for.
import type { DeployTarget } from '../ledger/deploy-target.ts';
import { inputName } from '../wording.ts';
import { type EditConfig, readTarget } from './edit-config.ts';
import { readImageNames } from './image-names.ts';
import type { InputReader } from './input-reader.ts';
import { type Choice, type InputName, inputOf } from './inputs.ts';
import { parseOneLine } from './parsers.ts';
import { pointInTime } from './point-in-time.ts';
import { foundInHistory } from './rollback-inputs.ts';

/** Where a rollback goes back to. */
export interface RollbackConfig {
  /** Names without tags; none: every image of the deploy. */
  readonly images: readonly string[];
  /** `previous`, a tag, the start of a commit's id. */
  readonly to: string;
  /** The same as a time, milliseconds since 1970; `undefined` where it can be none, or is still to come. */
  readonly time: number | undefined;
  /** What must not be deployed there again. */
  readonly hold: Choice<'hold'>;
  readonly reason: string | undefined;
  /** What the run itself has deployed, where it takes that back; `undefined`: somebody asks for it. */
  readonly own: OwnDeploy | undefined;
}

/** A deploy that is taken back by the run that made it. */
export interface OwnDeploy {
  /** Object id of the commit that has landed. */
  readonly commit: string;
  /** What it changed. */
  readonly places: readonly DeployTarget[];
}

/** Inputs of a rollback alone. */
const own: readonly InputName[] = ['to', 'hold', 'reason'];

/**
 * Reads what a rollback is asked for.
 * @param now milliseconds since 1970
 * @returns the images and where to go back to; without the values that are bad
 */
export function readRollback(reader: InputReader, now: number): RollbackConfig {
  for (const name of foundInHistory)
    if (reader.list(name).length > 0 && reader.text(name) !== 'false')
      reader.refuse(name, 'is not for a rollback', 'leave it out: the history says what was there');
  if (reader.text('on-rollout-failure') === 'rollback')
    reader.refuse(
      'on-rollout-failure',
      'is not for a rollback',
      'leave it out: the bad value would come back',
    );
  const to = reader.parsed('to', parseOneLine) ?? 'previous';
  const hold = reader.choice('hold') ?? 'value';
  const reason = reader.parsed('reason', parseOneLine);
  if (hold === 'all' && reader.text('reason') === undefined)
    reader.missing('reason', 'say why every deploy is held');
  const at = pointInTime(to, now);
  return {
    images: readImageNames(reader, `a tag to go back to is for ${inputName('to')}`),
    to,
    time: at !== undefined && at <= now ? at : undefined,
    hold,
    reason,
    own: undefined,
  };
}

/**
 * Reads which places a rollback may change.
 * @returns a target that names the images, and no version of them
 */
export function readRollbackEdit(reader: InputReader, { images }: RollbackConfig): EditConfig {
  const named = images.map((name) => ({ name: undefined, to: { name, tag: undefined, digest: undefined } }));
  return { target: readTarget(reader, named, []), dryRun: reader.isOn('dry-run') };
}

/** Notes inputs of a rollback that are given to a deploy. */
export function refuseRollbackInputs(reader: InputReader): void {
  for (const name of own)
    if (reader.list(name).length > 0 && reader.text(name) !== inputOf(name).default)
      reader.refuse(name, 'is for a rollback', `leave it out, or set ${inputName('command')} to "rollback"`);
}
