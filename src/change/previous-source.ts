// Which of the application's commits was deployed before, where its tags are made of commits.

/** Fewer hex digits are as likely a number or a word. */
const fewestDigits = 7;

/**
 * Finds the commit that the old tag was built from. Pipelines put the commit into the tag (`release-1179-344b590f`): where the
 * new tag holds the commit that was built, the old one holds its own in the same place.
 * @param from the old tag
 * @param to the new tag
 * @param commit the commit that was built, hex digits
 * @returns its id, most often abbreviated; `undefined` where the tags do not tell
 */
export function previousSource(from: string, to: string, commit: string): string | undefined {
  const built = commit.toLowerCase();
  const [before, after] = [wordsOf(from), wordsOf(to)];
  if (before.length !== after.length) return undefined;
  const at = after.findIndex((word) => word.length >= fewestDigits && built.startsWith(word));
  const word = before[at];
  const isCommit = word !== undefined && word.length >= fewestDigits && /^[0-9a-f]{7,40}$/.test(word);
  return isCommit && !built.startsWith(word) ? word : undefined;
}

/** `v1.2-g344b590f`: git-describe(1) puts a `g` before the commit. */
function wordsOf(tag: string): readonly string[] {
  return tag.split(/[-_.]/).map((word) => word.replace(/^g(?=[0-9a-f]{7,40}$)/, ''));
}
