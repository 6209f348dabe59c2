// What hosts and git say when they let nobody in, in words that a hook of the owner's may use for something else.
import { outage, permanent, type RefusalRule } from '../../http/refusal-rule.ts';

/** What shells say of a command that is not there. */
export const noCommand: RefusalRule = permanent(
  /command not found|: not found|not a git command/i,
  'install git on the server, or check host and port in the repository URL',
  'not-a-git-server',
);

/** Tried where no text of the hosts and of git fits, and where no hook spoke: on stderr over SSH, and before a push. */
export const accessRefusals: readonly RefusalRule[] = [
  outage(
    /temporar|try again|unreachable|unavailable|internal (?:api|server)/i,
    "look at the host's status page, and run it again later",
  ),
  noCommand,
  permanent(
    /(?:not|n't) found|not exist|not be found|cannot find repository|not appear to be a git/i,
    'check the spelling, and that the token or the key belongs to this repository: hosts say the same to one without access',
    'repository-not-found',
  ),
  permanent(
    /(?:invalid|bad) credentials|authentication (?:failed|required)|two-factor/i,
    'check that the token or key is complete, and that it has not expired',
    'authentication-failed',
  ),
  permanent(
    /denied|not authori[sz]ed|unauthori[sz]ed|not allowed|forbidden|read[- ]only|write access/i,
    'give the token or the deploy key write access to the repository',
    'permission-denied',
  ),
];
