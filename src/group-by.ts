// Map.groupBy, which node 20 does not have yet.

/**
 * Groups items by a key, as `Map.groupBy` does.
 * @param keyOf gives the key of an item
 * @returns the groups in the order of their first items
 */
export function groupBy<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
