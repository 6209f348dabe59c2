// Every way a run can end badly: its exit code, why it happens, and what to do about it.
import type { Explanation } from './error-explanation.ts';
import { targetErrors } from './target-error-codes.ts';

/** Every way a run can end badly; the source of docs/errors.md. */
export const errors = {
  'internal-error': {
    exit: 1,
    cause: 'A defect of gitops-deploy',
    remedy: 'Report it with the text of the error',
  },
  'out-of-memory': {
    exit: 1,
    cause: 'The runner or the container gives the process less memory than it needs',
    remedy: 'Give the job 300 MB of memory; name fewer files in `file`',
  },
  'invalid-input': {
    exit: 2,
    cause: 'An input is missing, mistyped or not allowed; all of them are named at once',
    remedy: 'Fix the inputs; `gitops-deploy help inputs` lists them',
  },
  ...targetErrors,
  'authentication-failed': {
    exit: 4,
    cause: 'The server does not accept the token or key: absent, wrong, expired',
    remedy: 'Renew the credential; check that the pipeline passes it on',
  },
  'permission-denied': {
    exit: 4,
    cause: 'The credential is known, but may not read or push here',
    remedy:
      'Give it the right to push, which the message names: Contents: write, `write_repository`, write access of the deploy key',
  },
  'repository-not-found': {
    exit: 4,
    cause: 'There is no such repository, or the credential may not see it: hosts answer both in the same way',
    remedy: 'Check the URL and what the credential may see',
  },
  'untrusted-server': {
    exit: 4,
    cause: "The server's host key or certificate is unknown, changed or expired",
    remedy: 'Check the fingerprint with the host; set `ssh-known-hosts`, or `NODE_EXTRA_CA_CERTS`',
  },
  'not-a-git-server': {
    exit: 4,
    cause: 'The answer is a sign-in page, a proxy page or a redirect to another server, not git',
    remedy: 'Use the clone URL as the host shows it; check proxies between',
  },
  'not-a-registry': {
    exit: 4,
    cause: 'What answers for a registry is none, or its bytes are not what their digest says',
    remedy: 'Check the name of the image, the registry, and proxies between',
  },
  'unsupported-repository': {
    exit: 5,
    cause:
      'The repository is empty, damaged, or of a kind that is not supported (SHA-256 objects, names that git forbids), or larger than the limits of docs/limits.md',
    remedy:
      'Push a first commit; use a SHA-1 repository; let the administrator of the server look at a damaged one with `git fsck`',
  },
  'push-refused': {
    exit: 5,
    cause: "The server's rules refuse the push: a protected branch, a hook, a size limit; it is quoted",
    remedy: 'Let this identity bypass the rule, or change what the rule asks for',
  },
  superseded: {
    exit: 5,
    cause:
      'A newer run of the same pipeline has deployed there already, and `if-superseded` is `fail`; or somebody has changed what a rollback was to take back',
    remedy:
      'Start the newest one again; to go back, start this one by hand, or set `if-superseded`; look at what is there before you roll back again',
  },
  held: {
    exit: 5,
    cause: 'A rollback or `hold` keeps this value, an older run or every deploy from these places',
    remedy: 'Deploy another value by a newer run; `gitops-deploy release` lifts it',
  },
  'out-of-time': {
    exit: 6,
    cause:
      'The time ran out, or the job was stopped, or the server asked for a longer wait than there was time, while it was busy, unreachable or others kept winning the race; nothing is in doubt',
    remedy: 'Run it again; raise `timeout`; see the attempts in the log',
  },
  'outcome-unknown': {
    exit: 7,
    cause:
      'The time ran out, or the job was stopped, or a refusal ended it, after a push that got no clear answer, or before the branch could be read after it, or while a merge queue had the request or the host was merging it: it may be there, or still land',
    remedy: 'Look for the commit in the branch, or run it again: it changes nothing if the commit is there',
  },
  'rollout-failed': {
    exit: 8,
    cause:
      'The commit has landed, and what watches the rollout says that it failed; or another commit took it back before it was seen to be live',
    remedy: 'Look at what the agent says; deploy a fix, or go back with `gitops-deploy rollback`',
  },
  'rollout-timed-out': {
    exit: 8,
    cause:
      'The commit has landed, and nothing said within `wait` that it is live: the agent is slow, says nothing about commits, or cannot be asked; or the job was stopped',
    remedy: 'Look at the agent; see docs/rollout.md for what it needs to say it; raise `wait`',
  },
} as const satisfies Record<string, Explanation>;

export type ErrorCode = keyof typeof errors;
