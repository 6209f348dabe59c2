// What a command is, and what it is given to run.
import type { Given } from '../config/given.ts';
import type { InputName } from '../config/inputs.ts';
import type { Ended, Printed } from './outcome.ts';

/** What a command works with; the clock, the network's end and the log come from outside. */
export interface CommandContext {
  readonly given: Given;
  /** The words of the command line behind the command's name. */
  readonly words: readonly string[];
  readonly log: (line: string) => void;
  readonly warn: (line: string) => void;
  /** Takes every secret out of a text. */
  readonly redact: (text: string) => string;
  /** Has a secret that was made in the run taken out too. */
  readonly hide: (secret: string) => void;
  /** Aborts when the process is told to stop: nothing new is begun, a push on its way is waited for. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a monotonic clock: for durations, and for the time that is left. */
  readonly monotonicNow: () => number;
}

/** A flag of one command alone. */
interface CommandFlag {
  readonly name: string;
  readonly help: string;
}

/** One command, from which the command line is read and `help` is written. */
export interface Command {
  readonly name: string;
  /** How it is called, without the name of the program. */
  readonly usage: string;
  /** What it does, in half a line. */
  readonly summary: string;
  /** What else there is to say in its help, whole lines. */
  readonly details: string;
  /** What the words behind its name are; without it, it takes none. */
  readonly words: 'files' | undefined;
  /** A flag that is no input, and has to be given: its value comes as a word. */
  readonly flag: CommandFlag | undefined;
  /** The inputs that it takes. */
  readonly inputs: readonly InputName[];
  /** Does it; loads its code first, because start-up is part of every deploy's time. */
  readonly run: (context: CommandContext) => Promise<Ended | Printed>;
}
