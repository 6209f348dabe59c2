// Which environment files are for, by how people lay out config repositories.

/** Folders whose subfolders are environments. */
const parents = /^(?:overlays?|environments?|envs?|clusters?|stages?)$/i;

/** What people call environments. */
const names =
  /^(?:dev|develop|development|test|testing|qa|uat|int|integration|sandbox|preview|demo|stage|staging|preprod|prod|production|live)$/i;

/**
 * Finds the environment that files are for: `overlays/prod/web.yaml`, `apps/staging/a.yaml`, `values-prod.yaml`.
 * @param files paths
 * @returns its name as it stands there; empty where the files tell none, or several
 */
export function environmentOf(files: readonly string[]): string {
  const found = new Set(files.map(environmentIn));
  return found.size === 1 ? ([...found][0] ?? '') : '';
}

function environmentIn(file: string): string {
  const folders = file.split('/');
  const stem = folders.pop()?.replace(/\.ya?ml$|\.json$/i, '') ?? '';
  const below = folders.findIndex((folder) => parents.test(folder));
  const words = [...folders.toReversed(), ...stem.split(/[-_.]/).toReversed()];
  const child = below < 0 ? undefined : folders[below + 1];
  const isPattern = child !== undefined && /[*?{}[\]]/.test(child);
  return (isPattern ? undefined : child) ?? words.find((word) => names.test(word)) ?? '';
}
