// A time that lies back: so long ago, or a date.

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

const dateGrammar = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Reads a time: `12h`, `30d`, a date, or a date with a time of day in ISO 8601.
 * @param text what a user writes
 * @param now milliseconds since 1970
 * @returns milliseconds since 1970; `undefined` where it is no time
 */
export function pointInTime(text: string, now: number): number | undefined {
  const [, count = '', unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (count !== '') return now - Number(count) * (units[unit] ?? 0);
  // Without an offset it is a time in UTC, as the table has them.
  const [, day, time = '00:00', zone = 'Z'] = dateGrammar.exec(text) ?? [];
  const at = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(at) ? undefined : at;
}
