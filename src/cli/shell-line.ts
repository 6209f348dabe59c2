// Lines to be copied into a shell: a word of one, and how it calls this program.

/**
 * Writes a text as a shell takes it for one word.
 * @param text any, a path most often
 * @returns the text, in quotes where it needs them
 */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** What npm and the image of the container have put on the PATH. */
const onPath =
  /(?:^|[\\/])(?:gitops-deploy|opt[\\/]gitops-deploy[\\/]dist[\\/]index\.js)$|[\\/]node_modules[\\/]/;

/**
 * Says how to call the program again.
 * @param script the path of what node runs, as the process knows it; `undefined` where it knows none
 * @param folder the working directory
 * @returns the beginning of a line
 */
export function programCall(script: string | undefined, folder: string): string {
  if (script === undefined || onPath.test(script)) return 'gitops-deploy';
  const isBelow = script.startsWith(folder) && /^[\\/]/.test(script.slice(folder.length));
  return `node ${shellWord(isBelow ? script.slice(folder.length + 1) : script)}`;
}
