// Values that came from outside as JSON: nothing is known of their form.

/**
 * Reads a field of a value.
 * @param name of the field
 * @returns `undefined` where there is none, or where the value is no object
 */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/**
 * Reads a text in a field of a value.
 * @param name of the field
 * @returns `undefined` where it is no text, or an empty one
 */
export function textOf(value: unknown, name: string): string | undefined {
  const text = fieldOf(value, name);
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/**
 * Reads a name out of each object of a list.
 * @param field that holds the name
 * @returns the names; none where the value is no list
 */
export function namesIn(list: unknown, field: string): readonly string[] {
  return Array.isArray(list) ? list.map((each) => String(fieldOf(each, field))) : [];
}
