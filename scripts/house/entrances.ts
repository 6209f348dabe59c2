// What is narrower than a row of the table of walls: the entrances of a room, and the one file that a package belongs to.

/** The files of a room that the rooms outside may import; every file right in it, where the room is not named here. */
export const entrances: Readonly<Record<string, readonly string[]>> = {
  git: ['repository.ts'],
  manifest: ['edit-manifests.ts', 'read-images.ts', 'target.ts', 'field-path.ts'],
};

/** Packages that one file alone may import, so that what it is used for is seen at once. */
export const aloneIn: Readonly<Record<string, string>> = {
  '@actions/core': 'report/github-actions.ts',
  '@actions/github': 'hosts/github-client.ts',
  diff: 'report/diff.ts',
};
