import type { ErrorCode } from '../errors.ts';
import { type Rule, rules } from './rejection-rules.ts';

/**
 * What a server's refusal of a push means. The caller asks the branch's tip first: where it has moved, the race was
 * lost, whatever the words. `conflict`: read the tip again; `transient`: the same push may do better later;
 * `permanent`: it never will.
 */
export type Rejection =
  | { readonly kind: 'conflict' }
  | { readonly kind: 'transient'; readonly remedy: string }
  | { readonly kind: 'permanent'; readonly code: ErrorCode; readonly remedy: string };

/**
 * Classifies by the status line's reason (`ng <ref> <reason>`) and the side-band's text together, case-insensitively;
 * the first rule that matches counts. Unknown words are transient: the caller tries a few times and quotes them.
 */
export function classifyRejection(reason: string, remoteText: string): Rejection {
  const text = `${reason}\n${remoteText}`;
  const rule = rules.find(({ says }) => says.test(text));
  return rule === undefined ? { kind: 'transient', remedy: unknownRemedy } : rejectionOf(rule);
}

const unknownRemedy = 'read what the server says; if it is a rule of a hook, change what the rule asks for';

function rejectionOf(rule: Rule): Rejection {
  switch (rule.kind) {
    case 'conflict':
      return { kind: 'conflict' };
    case 'transient':
      return { kind: 'transient', remedy: rule.remedy };
    case 'permanent':
      return { kind: 'permanent', code: rule.code ?? 'push-refused', remedy: rule.remedy };
  }
}
