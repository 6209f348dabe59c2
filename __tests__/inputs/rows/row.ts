// What a row of the table of inputs says.
import type { BundleRun } from '../../../testing/bundle.ts';
import type { InputScene } from '../../../testing/input-scene.ts';
import type { InputTexts, Spelling } from '../../../testing/input-spelling.ts';

export interface Row {
  /** What is given for the input. */
  readonly value: string;
  /** Inputs that are given beside it, in place of a usual deploy's or more than those. */
  readonly beside?: InputTexts;
  /** Given in one run with all others that say so: none of them hides what another does. */
  readonly withOthers?: true;
  /** A spelling that does not exist. */
  readonly notAs?: Spelling;
  /** More of the process's environment: where a proxy is. */
  readonly env?: Readonly<Record<string, string>>;
  /** Makes the servers ready for a run. */
  readonly prepare?: () => void;
  /** Looks where the input has its effect: at the far end. */
  readonly look: (run: BundleRun) => unknown;
  /** What is seen there with the input, and what without. */
  readonly given: unknown;
  readonly absent: unknown;
}

/** Rows by the input's name. */
export type Rows = Readonly<Record<string, Row>>;

/** Rows need the addresses of servers. */
export type MakeRows = (scene: InputScene) => Rows;
