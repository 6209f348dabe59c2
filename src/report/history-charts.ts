// The pictures of a history, as SVG that stands in the page itself.
import { median } from '../median.ts';
import { dayOf, durationText, nameOfLength } from './duration-text.ts';
import type { HistorySpan, HistorySpans } from './history-spans.ts';

/** Units of the picture; the page scales it. */
const size = { width: 900, height: 190, left: 56, right: 8, top: 10, bottom: 24 };
const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };
const bottom = size.top + inner.height;

/** Lines of the picture of lead times, seconds; it is drawn on a logarithmic scale. */
const leadSeconds = [60, 600, 3600, 21_600, 86_400, 604_800, 2_592_000];

/**
 * Draws how many deploys there were.
 * @returns one element
 */
export function deploysChart({ days, spans }: HistorySpans): string {
  const most = Math.max(1, ...spans.map(({ deploys }) => deploys));
  const step = stepFor(most);
  const top = Math.ceil(most / step) * step;
  const y = (count: number): number => bottom - (count / top) * inner.height;
  const lines = Array.from({ length: top / step + 1 }, (_, index) => index * step);
  const bars = spans.map((span, index) => {
    const { deploys, takingBack } = span;
    const title = `${dayOf(span.start)}: ${deploys} deployed, ${takingBack} of them back to an earlier state`;
    const [left, width] = place(index, spans.length);
    const bar = (kind: string, from: number, to: number): string =>
      from === to
        ? ''
        : `<rect class="${kind}" x="${left}" y="${fixed(y(to))}" width="${width}" height="${fixed(y(from) - y(to))}"/>`;
    const forward = deploys - takingBack;
    return `<g><title>${title}</title>${bar('forward', 0, forward)}${bar('back', forward, deploys)}</g>`;
  });
  const grid = lines.map((count) => gridLine(y(count), String(count)));
  return svg(`Deploys a ${nameOfLength(days)}`, [...grid, ...bars, ...dates(spans)]);
}

/**
 * Draws how long it took from the commit to the deploy, the median of each column.
 * @returns one element; empty where no deploy says when its source was made
 */
export function leadChart({ days, spans }: HistorySpans): string {
  const points = spans.flatMap(({ start, leads }, index) => {
    const middle = median(leads);
    return middle === undefined ? [] : [{ start, index, ms: middle, count: leads.length }];
  });
  if (points.length === 0) return '';
  const seconds = points.map(({ ms }) => Math.max(1, ms / 1000));
  const [low, high] = [Math.min(...seconds) / 1.5, Math.max(...seconds) * 1.5];
  const y = (value: number): number => bottom - (Math.log(value / low) / Math.log(high / low)) * inner.height;
  const grid = leadSeconds
    .filter((value) => value >= low && value <= high)
    .map((value) => gridLine(y(value), durationText(value * 1000)));
  const dots = points.map(({ start, index, ms, count }) => {
    const [left, width] = place(index, spans.length);
    const at = `cx="${fixed(left + width / 2)}" cy="${fixed(y(Math.max(1, ms / 1000)))}"`;
    return `<circle ${at} r="4"><title>${dayOf(start)}: ${durationText(ms)}, the median of ${count}</title></circle>`;
  });
  return svg(`Lead time, the median of each ${nameOfLength(days)}`, [...grid, ...dots, ...dates(spans)]);
}

function svg(label: string, parts: readonly string[]): string {
  return `<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${label}">\n${parts.join('\n')}\n</svg>`;
}

function gridLine(y: number, text: string): string {
  const line = `<line x1="${size.left}" x2="${size.width - size.right}" y1="${fixed(y)}" y2="${fixed(y)}"/>`;
  return `${line}<text x="${size.left - 8}" y="${fixed(y + 4)}" text-anchor="end">${text}</text>`;
}

/** As many dates as have room, the first and the last among them. */
function dates(spans: readonly HistorySpan[]): string[] {
  const count = Math.min(spans.length, 6);
  const indexes = Array.from({ length: count }, (_, index) =>
    Math.round((index * (spans.length - 1)) / Math.max(1, count - 1)),
  );
  return indexes.map((index) => {
    const [left, width] = place(index, spans.length);
    const x = Math.min(Math.max(left + width / 2, size.left + 34), size.width - size.right - 34);
    const text = dayOf(spans[index]?.start ?? 0);
    return `<text x="${fixed(x)}" y="${size.height - 6}" text-anchor="middle">${text}</text>`;
  });
}

/** Where a column begins, and how wide it is. */
function place(index: number, count: number): readonly [left: number, width: number] {
  const each = inner.width / count;
  const width = Math.min(40, each * 0.8);
  return [fixed(size.left + index * each + (each - width) / 2), fixed(width)];
}

/** 1, 2 or 5 of some power of ten: four lines at most. */
function stepFor(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most / 4)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => most / step <= 4) ?? 10 * power;
}

const fixed = (value: number): number => Math.round(value * 10) / 10;
