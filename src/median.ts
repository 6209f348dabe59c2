// The middle of values.

/**
 * Finds the median.
 * @param values in any order
 * @returns the lower of the two in the middle; `undefined` of none
 */
export function median(values: readonly number[]): number | undefined {
  return values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)];
}
