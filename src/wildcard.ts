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

/**
 * Says whether a path is as a glob of stars has it: no braces, brackets or parentheses. Names that begin with a dot are
 * matched by a dot alone.
 * @param glob `*` and `?` stand for a part of one name, `**` between slashes for any folders
 * @param path names with slashes between
 * @returns whether it matches
 */
export function matchesStars(glob: string, path: string): boolean {
  return matchesList(glob.split('/'), path.split('/'), {
    isStar: (wanted) => wanted === '**',
    takes: (wanted, name) => (wanted.startsWith('.') || !name.startsWith('.')) && matchesName(wanted, name),
    mayPass: (name) => !name.startsWith('.'),
  });
}

function matchesName(wanted: string, name: string): boolean {
  return (name !== '' || wanted === '') && matchesWildcard(wanted, name);
}

/** UTF-16 units, as `.` of a regular expression without the flag `u` has them. */
const splitCharacters = (text: string): string[] => text.split('');

interface Matching {
  /** Stands for any number of things. */
  readonly isStar: (wanted: string) => boolean;
  readonly takes: (wanted: string, found: string) => boolean;
  /** Whether a star may stand for it. */
  readonly mayPass: (found: string) => boolean;
}

function matchesList(
  wanted: readonly string[],
  found: readonly string[],
  { isStar, takes, mayPass }: Matching,
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
