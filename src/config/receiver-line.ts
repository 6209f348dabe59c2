// A line that names a receiver, for all deploys or for some: `C123`, `prod=C123`, `team-*=https://...`.
import type { ReceiverLine } from '../remote/receivers.ts';

/**
 * Splits a line at its first `=`, where a name or a pattern of namespaces and environments stands before it.
 * @param line one line of the input
 * @returns both sides; an address may hold a `=` of its own
 */
export function splitReceiverLine(line: string): ReceiverLine<string> {
  const [, pattern, to = line] = /^([\w*?][\w.*?-]*)\s*=\s*(.*)$/.exec(line) ?? [];
  return { pattern, to };
}
