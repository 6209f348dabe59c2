// Several files of tests as one suite.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Runs every file of tests in a folder, and in the folders below it, as tests of the suite that calls. A suite of its own
 * loads jest and the code under test for itself, and runs both before they are compiled: more than most files take.
 * @param folder where the files are, ending with a slash
 */
export async function joinSuites(folder: URL): Promise<void> {
  const names = readdirSync(fileURLToPath(folder), { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((each) => each.endsWith('.test.ts')).sort()) {
    await import(new URL(name.replaceAll('\\', '/'), folder).href);
  }
}
