// The time of a history, cut into spans of equal length, each a column of its pictures.

/** What the pictures show of a deploy. */
export interface DeployMark {
  /** Milliseconds since 1970. */
  readonly date: number;
  /** From the commit of the source to the deploy, milliseconds. */
  readonly leadMs: number | undefined;
  /** It takes an earlier deploy back. */
  readonly takesBack: boolean;
}

/** One column. */
export interface HistorySpan {
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly deploys: number;
  /** So many of the deploys take an earlier one back. */
  readonly takingBack: number;
  readonly leads: readonly number[];
}

/** The columns, and how long each is. */
export interface HistorySpans {
  readonly days: number;
  readonly spans: readonly HistorySpan[];
}

const dayMs = 86_400_000;
/** More columns than this are too thin to see. */
const mostSpans = 92;
const lengths = [1, 7, 28, 91, 364] as const;

/**
 * Cuts a time into days, or into as many days a column as make a picture that can be read; days are those of UTC.
 * @param from where it begins, milliseconds since 1970
 * @param to where it ends, milliseconds since 1970
 * @returns columns from the first to the last; what lies before them is left out
 */
export function spansOf(marks: readonly DeployMark[], from: number, to: number): HistorySpans {
  const last = Math.floor(to / dayMs);
  const all = last - Math.floor(from / dayMs) + 1;
  const days = lengths.find((length) => all / length <= mostSpans) ?? 364;
  const count = Math.max(1, Math.min(mostSpans, Math.ceil(all / days)));
  const first = last + 1 - count * days;
  const columns: DeployMark[][] = Array.from({ length: count }, () => []);
  for (const mark of marks) columns[Math.floor((mark.date / dayMs - first) / days)]?.push(mark);
  const spans = columns.map((column, index) => ({
    start: (first + index * days) * dayMs,
    deploys: column.length,
    takingBack: column.filter(({ takesBack }) => takesBack).length,
    leads: column.flatMap(({ leadMs }) => leadMs ?? []),
  }));
  return { days, spans };
}
