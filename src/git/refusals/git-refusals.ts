// The texts by which git itself, and JGit, refuse a push.
import { conflict, permanent, type RefusalRule, transient } from '../../http/refusal-rule.ts';

const diskOrLimits = "the server's text says why: its disk or its limits";

/** Texts of git itself and of JGit, collected from their sources. */
export const gitRefusals: readonly RefusalRule[] = [
  transient(
    /unable to create '[^']*\.lock': file exists/i,
    'the server holds a stale lock on the branch; ask its administrator to remove it',
  ),
  permanent(/' exists; cannot create '/i, 'a branch of that prefix exists; choose another name'),
  conflict(/cannot lock ref .* is at \S+ but expected/i),
  conflict(/incorrect old value provided/i),
  conflict(/fetch first|non-fast[- ]forward|stale info|failed to lock/i),
  conflict(/reference already exists|reference does not exist/i),
  transient(
    /unpacker error|index-pack abnormal exit|eof before pack header|unable to migrate objects/i,
    diskOrLimits,
  ),
  transient(/missing necessary objects|shallow update not allowed/i, diskOrLimits, 'once'),
  transient(/atomic transaction failed|failed to update refs|transaction failed to start/i),
  permanent(
    /deny updating a hidden ref|funny refname/i,
    'give "branch" the name of a branch that may be pushed',
  ),
  permanent(
    /branch is currently checked out/i,
    'push to a bare repository; this one has a work tree on that branch',
  ),
];
