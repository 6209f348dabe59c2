// A time in ISO 8601, as CIs give it and as trailers hold it.

const grammar = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * Reads a time in ISO 8601 with its offset.
 * @param text what a CI or a commit says, `2026-11-26T08:00:00+01:00`
 * @returns the text as it stands; `undefined` where it is no such time
 */
export function isoDate(text: string | undefined): string | undefined {
  return text !== undefined && grammar.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}
