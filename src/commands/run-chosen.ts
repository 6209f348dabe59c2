// Runs what changes the branch, by the name of the command.
import type { LandingCommand } from '../config/landing-command.ts';
import type { CommandContext } from './command.ts';
import type { Ended } from './outcome.ts';

/**
 * Runs a command; the code of the others is not loaded.
 * @returns how it ended
 */
export async function runChosen(context: CommandContext, command: LandingCommand): Promise<Ended> {
  switch (command) {
    case 'deploy':
    case 'rollback':
      return (await import('./run-deploy.ts')).runDeploy(context, command);
    case 'hold':
    case 'release':
      return (await import('./run-hold.ts')).runHold(context, command);
  }
}
