// The texts by which git itself, and JGit, refuse a push.

import { rateLimitText, secondaryLimitMs } from '../../http/rate-limit.ts';
import {
  conflict,
  outage,
  permanent,
  type RefusalRule,
  rateLimit,
  transient,
} from '../../http/refusal-rule.ts';
import { inputName } from '../../wording.ts';

const diskOrLimits = "the server's text says why: its disk or its limits";

/** Texts of git itself and of JGit, collected from their sources. */
export const gitRefusals: readonly RefusalRule[] = [
  transient(
    /unable to create '[^']*\.lock': file exists/i,
    'the server holds a stale lock on the branch; ask its administrator to remove it',
  ),
  permanent(/' exists; cannot create '/i, 'a branch of that prefix exists; choose another name'),
  conflict(/cannot lock ref .{1,1000} is at \S+ but expected/i),
  conflict(/incorrect old value provided/i),
  conflict(/fetch first|non-fast[- ]forward|stale info|failed to lock/i),
  conflict(/reference already exists|reference does not exist/i),
  permanent(
    /pack exceeds maximum allowed size/i,
    'the push is too big for the server: ask its administrator to raise "receive.maxInputSize"',
  ),
  transient(
    /unpacker error|index-pack abnormal exit|eof before pack header|unable to migrate objects|no space left on device|out of memory|unable to write/i,
    diskOrLimits,
  ),
  transient(/missing necessary objects|shallow update not allowed/i, diskOrLimits, 'once'),
  transient(/atomic transaction failed|failed to update refs|transaction failed to start/i),
  permanent(
    /deny updating a hidden ref|funny refname/i,
    `give ${inputName('branch')} the name of a branch that may be pushed`,
  ),
  permanent(
    /branch is currently checked out/i,
    'push to a bare repository; this one has a work tree on that branch',
  ),
  // What any server, or a proxy before it, says of its own state.
  rateLimit(rateLimitText, secondaryLimitMs),
  permanent(
    /(?:token|key|credentials?|certificate) (?:has|have|is|are|was) (?:already )?expired|expired (?:token|key|credential)/i,
    'make a new token or key, and put it into the secret of the pipeline',
    'authentication-failed',
  ),
  permanent(
    /(?:token|key) (?:has been|is|was) revoked/i,
    'make a new token or key, and put it into the secret of the pipeline',
    'authentication-failed',
  ),
  permanent(
    /repository (?:is|was|has been) archived|archived (?:repository|project)|repo: \S+ is archived|archived so it is read-only/i,
    'the repository is archived: unarchive it in its settings, or deploy to another',
    'permission-denied',
  ),
  permanent(
    /exceed\w* .{0,60}(?:size|\d ?[KMG]i?B)|(?:file|object|push|pack) (?:is )?too (?:large|big)|file size limit/i,
    'a rule limits the size of files or of pushes; the text says which',
  ),
  permanent(
    /(?:project|repository) is (?:being|marked for|pending) delet/i,
    'the repository is about to be deleted: restore it, or deploy to another',
    'permission-denied',
  ),
  permanent(
    /account (?:is|was|has been) (?:blocked|suspended|disabled)/i,
    'look after the account that the token or key belongs to: sign in with it on the web, or ask its administrator',
    'permission-denied',
  ),
  outage(
    /service (?:is )?(?:temporarily )?unavailable|temporarily unavailable|temporarily read-only|try again (?:later|in (?:a|\d))|bad gateway|gateway time-?out|(?:deadline|time-?out) exceeded|connection (?:refused|reset|timed out)|(?:server|service) is (?:overloaded|unreachable|down)|\bmaintenance\b|(?:too|is) busy|shutting down|starting up|restarting|too many connections|unable to handle the request|upstream connect error|no (?:healthy )?upstream|try (?:it )?later|internal error|timed out/i,
    "see the host's status page and run it again",
  ),
];
