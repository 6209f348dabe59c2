// How a shell calls this program, for lines that people copy.
import { shellWord } from '../shell-word.ts';

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
