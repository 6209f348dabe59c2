// Texts in JSON that another program wrote: nothing is known of its form.

/**
 * Reads a field of a value.
 * @param name of the field
 * @returns `undefined` where there is none, or where the value is no object
 */
export function fieldIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/**
 * Reads a text in a field of a value.
 * @param name of the field
 * @returns `undefined` where it is no text, or an empty one
 */
export function textIn(value: unknown, name: string): string | undefined {
  const text = fieldIn(value, name);
  return typeof text === 'string' && text !== '' ? text : undefined;
}
