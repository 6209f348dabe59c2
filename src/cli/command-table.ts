// The commands: the command line is read, and `help` is written, from this table.
import type { Command } from '../commands/command.ts';
import { deployCommand } from '../commands/deploy.ts';
import { historyCommand } from '../commands/deploy-history.ts';
import { editCommand } from '../commands/edit.ts';
import { holdCommand, releaseCommand } from '../commands/hold.ts';
import { messageCommand } from '../commands/message.ts';
import { rollbackCommand } from '../commands/rollback.ts';

/** Every command, in the order of `help`; the first is the one that is meant where none is named. */
export const commands: readonly [Command, ...Command[]] = [
  deployCommand,
  rollbackCommand,
  holdCommand,
  releaseCommand,
  editCommand,
  historyCommand,
  messageCommand,
];
