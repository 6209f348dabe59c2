// What a server's refusal of a push means, by the words that came with it.
import type { ErrorCode } from '../../errors.ts';
import { type RefusalRule, type RejectionClass, transient } from '../../http/refusal-rule.ts';
import { RemoteError, type Retry } from '../../http/remote-error.ts';

/** The meaning of a refusal, whatever rule it came from. */
export interface RefusalMeaning {
  readonly class: RejectionClass;
  readonly retry: Retry;
  readonly code: ErrorCode;
  readonly remedy: string;
  readonly waitMs: number | undefined;
}

/** A text that no rule has: most likely it is from a hook of the owner's, which will say the same the next time. */
const unknownText = transient(
  /^/,
  "the server's text says what it wants; ask whoever wrote the rule",
  'twice',
);

/**
 * Finds what is known of a text.
 * @param rules in the order in which they are tried: those of hosts first, because git's own texts are beside them
 * @param said the server's words
 * @returns the first rule whose text stands in them; `undefined`: there is none
 */
export function knownRefusal(rules: readonly RefusalRule[], said: string): RefusalRule | undefined {
  return rules.find(({ text }) => text.test(said));
}

/**
 * Tells what a refusal means.
 * @param rules the texts that are known, see `knownRefusal`
 * @param said the reason of the status line and all that the server said beside it
 * @returns its class, how often to try again, the error's code and remedy
 */
export function classifyRefusal(rules: readonly RefusalRule[], said: string): RefusalMeaning {
  const { class: kind, retry, code, remedy, waitMs } = knownRefusal(rules, said) ?? unknownText;
  return { class: kind, retry, code: code ?? 'push-refused', remedy, waitMs };
}

/**
 * Tells how a known text is reported that no hook said.
 * @returns its code; a text that may pass is a matter of time
 */
export function codeOf({ class: kind, retry, code }: RefusalRule): ErrorCode {
  return code ?? (kind === 'permanent' || retry === 'once' ? 'push-refused' : 'out-of-time');
}

/**
 * Makes the error for a known text that no hook said: it is the answer to whatever was asked.
 * @param message what the server said, as a message
 * @returns the error
 */
export function ruleError(rule: RefusalRule, message: string): RemoteError {
  return new RemoteError(codeOf(rule), rule.retry, message, rule.remedy, { retryAfterMs: rule.waitMs });
}

/**
 * Makes the error for a push that the server did not clearly accept.
 * @param rules the texts that are known, see `knownRefusal`
 * @param branch the branch that was pushed to
 * @param reason of the status line, where there is one
 * @param remarks what the server said beside it
 * @returns the error, with how often to try again and whether the push may have been applied
 */
export function pushRefusal(
  rules: readonly RefusalRule[],
  branch: string,
  reason: string,
  remarks: string,
): RemoteError {
  if (isSilent(reason, remarks)) return silentHook(branch, reason);
  const { class: kind, code, remedy, retry, waitMs } = classifyRefusal(rules, `${reason}\n${remarks}`);
  // Hooks that can decline run before the branch moves, whatever they say.
  const inDoubt = kind === 'ambiguous' && !/hook declined/i.test(reason);
  const quote = [reason, remarks && `the server says "${onOneLine(remarks)}"`].filter(Boolean).join('; ');
  const what = kind === 'conflict' ? `another push came first (${quote})` : quote;
  return new RemoteError(code, retry, `Cannot push to "${branch}": ${what}`, remedy, {
    applied: inDoubt ? 'maybe' : 'no',
    retryAfterMs: waitMs,
  });
}

/** A hook that says nothing leaves only git's own words; GitHub's, that a protection declined it, are a reason of their own. */
function isSilent(reason: string, remarks: string): boolean {
  return /^(?:(?:pre-receive|update) )?hook declined$/i.test(reason.trim()) && remarks.trim() === '';
}

function silentHook(branch: string, reason: string): RemoteError {
  return new RemoteError(
    'push-refused',
    'twice',
    `Cannot push to "${branch}": a hook of the server declined it and said nothing (${reason.trim()})`,
    "ask the administrator of the server which rule its hook enforces; the server's log may say more",
  );
}

/**
 * Quotes a server's text in a message.
 * @param text whatever it said
 * @returns the text on one line, at most 1000 characters
 */
export function onOneLine(text: string): string {
  const line = text.replace(/[\s\p{C}]+/gu, ' ').trim();
  return line.length > 1000 ? `${line.slice(0, 1000)}...` : line;
}
