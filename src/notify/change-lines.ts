// What changed where: a line for each image and place, with what is equal said once.
import type { ChangedValue, Line } from './notification.ts';
import { code, plain, strong } from './spans.ts';

/** More lines than this nobody reads. */
const mostLines = 12;

/** Changes that are one to people: the same thing in the same place, from the same value to the same one. */
export interface ChangeGroup {
  readonly first: ChangedValue;
  /** The namespace, else the folder; `undefined` for a file in the root. */
  readonly where: string | undefined;
  readonly count: number;
}

/** Lines that are shown, and how many are not. */
interface ChangeLines {
  readonly lines: readonly Line[];
  readonly more: number;
}

/**
 * Groups changes. A variable that carries the tag of an image in the same file goes with that image.
 * @returns the groups in the order of their first changes
 */
export function groupChanges(changes: readonly ChangedValue[]): readonly ChangeGroup[] {
  const moves = new Set(changes.filter(({ of }) => of === 'image').map(moveOf));
  const own = changes.filter((change) => change.of !== 'variable' || !moves.has(moveOf(change)));
  const groups = new Map<string, ChangeGroup>();
  for (const change of own) {
    const where = change.namespace ?? folderOf(change.file);
    const key = JSON.stringify([change.what, where, change.from, change.to]);
    const known = groups.get(key);
    groups.set(key, { first: known?.first ?? change, where, count: (known?.count ?? 0) + 1 });
  }
  return [...groups.values()];
}

/**
 * Writes a line for each group.
 * @param saysValues whether the headline leaves the values to the lines
 * @returns the first lines, and how many there are more
 */
export function changeLines(groups: readonly ChangeGroup[], saysValues: boolean): ChangeLines {
  const shorten = shortNames(groups);
  const isOne = groups.length === 1;
  const lines = groups.slice(0, mostLines).map(({ first, where, count }) => {
    const what = isOne && first.of === 'image' ? [] : [[strong(shorten(first.what))]];
    const place = where === undefined || isOne ? [] : [[plain('in '), strong(where)]];
    const values = saysValues ? [[code(first.from || '(none)'), plain(' → '), code(first.to)]] : [];
    const others = count > 1 ? [[plain(`and ${count - 1} more`)]] : [];
    return spaced([...what, ...place, ...values, [code(`${first.file}:${first.line}`)], ...others]);
  });
  return { lines, more: groups.length - lines.length };
}

function moveOf({ file, from, to }: ChangedValue): string {
  return JSON.stringify([file, from, to]);
}

function folderOf(file: string): string | undefined {
  return file.split('/').slice(0, -1).join('/') || undefined;
}

/** The last part of an image's name is enough where no other image ends in it. */
function shortNames(groups: readonly ChangeGroup[]): (name: string) => string {
  const names = [
    ...new Set(groups.filter(({ first }) => first.of === 'image').map(({ first }) => first.what)),
  ];
  const last = (name: string): string => name.split('/').at(-1) ?? name;
  return (name) =>
    names.includes(name) && names.filter((each) => last(each) === last(name)).length === 1
      ? last(name)
      : name;
}

function spaced(phrases: readonly Line[]): Line {
  return phrases.flatMap((phrase, index) => (index === 0 ? phrase : [plain(' '), ...phrase]));
}
