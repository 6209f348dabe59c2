// The texts by which git itself, and JGit, refuse a push.
import type { RefusalRule } from '../../http/refusal-rule.ts';

const diskOrLimits = "the server's text says why: its disk or its limits";

/** Texts of git itself and of JGit, collected from their sources. */
export const gitRefusals: readonly RefusalRule[] = [
  {
    text: /unable to create '[^']*\.lock': file exists/i,
    class: 'transient',
    remedy: 'the server holds a stale lock on the branch; ask its administrator to remove it',
  },
  {
    text: /' exists; cannot create '/i,
    class: 'permanent',
    remedy: 'a branch of that prefix exists; choose another name',
  },
  { text: /cannot lock ref .* is at \S+ but expected/i, class: 'conflict' },
  { text: /incorrect old value provided/i, class: 'conflict' },
  { text: /fetch first|non-fast[- ]forward|stale info|failed to lock/i, class: 'conflict' },
  { text: /reference already exists|reference does not exist/i, class: 'conflict' },
  {
    text: /unpacker error|index-pack abnormal exit|eof before pack header|unable to migrate objects/i,
    class: 'transient',
    remedy: diskOrLimits,
  },
  {
    text: /missing necessary objects|shallow update not allowed/i,
    class: 'transient',
    retry: 'once',
    remedy: diskOrLimits,
  },
  {
    text: /atomic transaction failed|failed to update refs|transaction failed to start/i,
    class: 'transient',
  },
  {
    text: /deny updating a hidden ref|funny refname/i,
    class: 'permanent',
    remedy: 'give "branch" the name of a branch that may be pushed',
  },
  {
    text: /branch is currently checked out/i,
    class: 'permanent',
    remedy: 'push to a bare repository; this one has a work tree on that branch',
  },
];
