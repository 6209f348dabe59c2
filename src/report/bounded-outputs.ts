// The Action's outputs, cut to what can be handed on.
import type { ReportedChange } from './report.ts';

/**
 * Bytes of one output. GitHub takes up to 1 MiB of outputs a job (https://docs.github.com/actions/reference/limits), and
 * Linux one variable of up to 128 KiB, which an output becomes in `env:`.
 */
const mostBytes = 60_000;

/** The outputs, and what to say of those that were cut. */
export interface BoundedOutputs {
  readonly outputs: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/**
 * Cuts the outputs that are too long; `changes` stays JSON.
 * @param outputs texts by name
 * @param changes what `changes` lists
 * @returns outputs that can be handed on, each with what is left of it
 */
export function boundedOutputs(
  outputs: Readonly<Record<string, string>>,
  changes: readonly ReportedChange[],
): BoundedOutputs {
  const notes: string[] = [];
  const cut = Object.entries(outputs).map(([name, text]) => {
    if (Buffer.byteLength(text) <= mostBytes) return [name, text] as const;
    if (name !== 'changes') {
      notes.push(`Note: the output "${name}" holds only its beginning; the log has all of it`);
      return [name, `${firstBytes(text, mostBytes)}\n...`] as const;
    }
    const first = firstChanges(changes);
    notes.push(`Note: the output "changes" holds the first ${first.length} of ${changes.length} changes`);
    return [name, JSON.stringify(first)] as const;
  });
  return { outputs: Object.fromEntries(cut), notes };
}

function firstChanges(changes: readonly ReportedChange[]): readonly ReportedChange[] {
  let bytes = 2;
  const end = changes.findIndex((change) => {
    bytes += Buffer.byteLength(JSON.stringify(change)) + 1;
    return bytes > mostBytes;
  });
  return end < 0 ? changes : changes.slice(0, end);
}

/** Half a character at the end becomes none. */
function firstBytes(text: string, count: number): string {
  return Buffer.from(text)
    .subarray(0, count)
    .toString()
    .replace(/\uFFFD+$/, '');
}
