// Patterns with wildcards, as shells and OpenSSH write them, matched in a time that no pattern makes long.

/**
 * Says whether a text is as a pattern has it. Only the last star is ever tried again, so the steps are at most the product
 * of both lengths; a regular expression takes ten times as many for every star.
 * @param pattern `*` stands for any text, `?` for one character, all else for itself
 * @param text the whole text
 * @returns whether it matches
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  return matchesList(splitCharacters(pattern), splitCharacters(text), {
    isStar: (wanted) => wanted === '*',
    takes: (wanted, found) => wanted === '?' || wanted === found,
    mayPass: () => true,
  });
}

/** UTF-16 units, as `.` of a regular expression without the flag `u` has them. */
const splitCharacters = (text: string): string[] => text.split('');

/** What the things of a pattern mean. */
export interface Matching<Wanted> {
  /** Stands for any number of things. */
  readonly isStar: (wanted: Wanted) => boolean;
  readonly takes: (wanted: Wanted, found: string) => boolean;
  /** Whether a star may stand for it. */
  readonly mayPass: (found: string) => boolean;
}

/**
 * Says whether a list of things is as a list of wanted things has it. Only the last star is ever tried again.
 * @param wanted the pattern
 * @param found the whole list
 * @returns whether it matches
 */
export function matchesList<Wanted>(
  wanted: readonly Wanted[],
  found: readonly string[],
  { isStar, takes, mayPass }: Matching<Wanted>,
): boolean {
  let [at, place, star, passed] = [0, 0, -1, 0];
  while (place < found.length) {
    const [one, thing = ''] = [wanted[at], found[place]];
    if (one !== undefined && isStar(one)) {
      [star, passed] = [at, place];
      at += 1;
    } else if (one !== undefined && takes(one, thing)) {
      at += 1;
      place += 1;
    } else if (star >= 0 && mayPass(found[passed] ?? '')) {
      passed += 1;
      [at, place] = [star + 1, passed];
    } else return false;
  }
  return wanted.slice(at).every(isStar);
}
