// Values that came from outside as JSON: nothing is known of their form.

/**
 * Reads a field of a value.
 * @param name of the field
 * @returns `undefined` where there is none, or where the value is no object
 */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
