// Texts that are made of many things, cut to a length that people and hosts take.

/**
 * Cuts a text.
 * @param text any text
 * @param most letters, as JavaScript counts them
 * @returns the text, or its beginning with `...` behind it
 */
export function cutText(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 3).replace(/[\uD800-\uDBFF]$/, '')}...`;
}

/**
 * Lists the first three of many: a glob may stand for hundreds of objects, and nobody reads that many names in a line.
 * @param values names most often
 * @returns `a, b, c and 7 more`
 */
export function firstThree(values: readonly string[]): string {
  const more = values.length - 3;
  return values.slice(0, 3).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/**
 * Cuts a list between its items, and says how many are left out.
 * @param list with `, ` between the items
 * @param most letters, as JavaScript counts them
 * @returns the list, or its beginning with `and 7 more` behind it
 */
export function cutList(list: string, most: number): string {
  if (list.length <= most) return list;
  const items = list.split(', ');
  let [kept, length] = [0, 0];
  while (kept < items.length && length + (items[kept]?.length ?? 0) <= most) {
    length += (items[kept]?.length ?? 0) + 2;
    kept += 1;
  }
  const shown = items.slice(0, Math.max(1, kept)).map((item) => cutText(item, most));
  const left = items.length - shown.length;
  return shown.join(', ') + (left > 0 ? ` and ${left} more` : '');
}
