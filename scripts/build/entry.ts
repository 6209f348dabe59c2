// The file that Node is started with: it says what is wrong where Node is too old to read the rest.

/**
 * Makes the file that Node is started with. It is written in words that Node 10 can read: a version that is too old ends at the
 * first word of the bundle that it does not know, and names that word alone.
 * @param least the first version of Node that can run the bundle
 * @param start the bundle, relative to the file
 * @returns the text of the file
 */
export function entryText(least: number, start: string): string {
  return `#!/usr/bin/env node
if (parseInt(process.versions.node, 10) < ${least}) {
  process.stderr.write(
    'Cannot run on Node ' + process.versions.node + ': gitops-deploy needs Node ${least} or later; update Node, or run the container image\\n'
  );
  process.exitCode = 2;
} else {
  import('${start}');
}
`;
}
