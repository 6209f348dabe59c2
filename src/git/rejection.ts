import type { RefusalRule, RejectionClass } from '../http/refusal-rule.ts';
import { type FailureOptions, RemoteError, type Retry } from '../http/remote-error.ts';
import { gitRules } from './rejection-git.ts';
import { hostRules } from './rejection-hosts.ts';

/** In the order in which they are tried: git's own texts often stand beside those of a host. */
const rules: readonly RefusalRule[] = [...hostRules, ...gitRules];

/** How often a class is tried again while the tip stands still; a tip that moved is a lost race, whatever was said. */
const patience: Readonly<Record<RejectionClass, Retry>> = {
  conflict: 'later',
  permanent: 'never',
  transient: 'a-while',
  ambiguous: 'later',
};

/** Nobody knows this text: most likely a hook of the owner's, which will say the same the next time. */
const unknownText = {
  class: 'transient',
  retry: 'twice',
  remedy: "the server's text says what it wants; ask whoever wrote the rule",
} as const;

export type Verdict = Required<Omit<RefusalRule, 'text'>>;

/** The first rule whose text stands in `said`. */
export function knownRule(said: string): RefusalRule | undefined {
  return rules.find(({ text }) => text.test(said));
}

/**
 * What a refusal means.
 * @param said the reason of the status line and all that the server said beside it
 */
export function classify(said: string): Verdict {
  const rule = knownRule(said) ?? unknownText;
  return {
    code: 'push-refused',
    remedy: 'run it again; if it stays, ask whoever runs the server',
    retry: patience[rule.class],
    ...rule,
  };
}

/**
 * The error for a push that was not clearly accepted.
 * @param reason of the status line, where there is one
 * @param remarks what the server said beside it
 */
export function rejectionError(branch: string, reason: string, remarks: string): RemoteError {
  const { class: kind, code, remedy, retry } = classify(`${reason}\n${remarks}`);
  // Hooks that can decline run before the branch moves, whatever they say.
  const inDoubt = kind === 'ambiguous' && !/hook declined/i.test(reason);
  const options: FailureOptions = { applied: inDoubt ? 'maybe' : 'no' };
  const quote = [reason, remarks && `the server says "${quoted(remarks)}"`].filter(Boolean).join('; ');
  const what = kind === 'conflict' ? `another push came first (${quote})` : quote;
  return new RemoteError(code, retry, `Cannot push to "${branch}": ${what}`, remedy, options);
}

/** A server's text on one line, short enough for a message. */
export function quoted(text: string): string {
  const line = text.replace(/[\s\p{C}]+/gu, ' ').trim();
  return line.length > 1000 ? `${line.slice(0, 1000)}...` : line;
}
