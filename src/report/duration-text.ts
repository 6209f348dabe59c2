// Lengths of time, and days, for people.

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/**
 * Writes how long something took, in the two largest units at most.
 * @param ms milliseconds
 * @returns `2 d 3 h`, `14 min`, `0 s`
 */
export function durationText(ms: number): string {
  const at = units.findIndex(([, length]) => ms >= length);
  const [name, length] = units[at] ?? ['s', 1000];
  const [smaller, part] = units[at + 1] ?? ['', 1];
  const whole = Math.floor(ms / length);
  const rest = at < 0 || smaller === '' ? 0 : Math.floor((ms - whole * length) / part);
  return rest === 0 || whole >= 10 ? `${whole} ${name}` : `${whole} ${name} ${rest} ${smaller}`;
}

/**
 * Names a span of days.
 * @param days a whole number of them
 * @returns `day`, `week`, `28 days`
 */
export function nameOfLength(days: number): string {
  if (days === 1) return 'day';
  return days === 7 ? 'week' : `${days} days`;
}

/**
 * Writes a day of UTC.
 * @param time milliseconds since 1970
 * @returns `2026-11-26`
 */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
