// The files that kustomizations list, and the namespace that they give them.

import { fieldsOf } from '../yaml/collection.ts';
import { isScalarCursor, rootCursor, textOf } from '../yaml/cursor.ts';
import type { ManifestFile } from '../yaml/decode-file.ts';
import { type OpenFile, openFile, readDocuments } from '../yaml/open-file.ts';
import { visit } from '../yaml/visit.ts';

/** The names of kustomize's own file: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/**
 * Lists the kustomizations that may say the namespaces that are asked for, and that are not among the files.
 * @param files the files to edit
 * @param namespaces those that are asked for
 * @returns paths where there may be none; nothing where every file says such a namespace itself
 */
export function kustomizationsBeside(
  files: readonly ManifestFile[],
  namespaces: readonly string[],
): readonly string[] {
  if (namespaces.length === 0) return [];
  const open = files.filter((file) => !isKustomizationFile(file) && !saysOneOf(file, namespaces));
  const folders = new Set(open.map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1)));
  const paths = [...folders].flatMap((folder) => kustomizationNames.map((name) => folder + name));
  const known = new Set(files.map(({ path }) => path));
  return paths.filter((path) => !known.has(path));
}

function saysOneOf({ bytes }: ManifestFile, namespaces: readonly string[]): boolean {
  const text = Buffer.from(bytes).toString('latin1');
  const said = [...text.matchAll(/namespace["']?\s*:\s*["']?([\w.-]+)/gi)].map(([, name = '']) => name);
  return said.some((name) => namespaces.includes(name));
}

/**
 * Opens files, each with the namespaces that the kustomizations give it.
 * @param files the files to edit
 * @param beside kustomizations that are only looked into
 * @param words words of `abridge`; none to read all
 * @param sought words that are looked for, in block scalars too
 * @returns the files in their order
 */
export function openFiles(
  files: readonly ManifestFile[],
  beside: readonly ManifestFile[],
  words: readonly string[],
  sought: readonly string[],
): readonly OpenFile[] {
  const kustomizations = new Map(
    [...files, ...beside].filter(isKustomizationFile).map((file) => [file, openFile(file, words, sought)]),
  );
  const namespaces = listedFiles([...kustomizations.values()]);
  return files.map(
    (file) =>
      kustomizations.get(file) ?? openFile(file, words, sought, [...(namespaces.get(file.path) ?? [])]),
  );
}

function isKustomizationFile({ path }: ManifestFile): boolean {
  return kustomizationNames.some((name) => path === name || path.endsWith(`/${name}`));
}

/** The namespaces of each file that is listed by a kustomization with a `namespace`. */
function listedFiles(kustomizations: readonly OpenFile[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const open of kustomizations)
    for (const document of readDocuments(open, (text) => text.includes('namespace')).documents) {
      const root = rootCursor(document);
      const namespace = textOf(fieldsOf(root).get('namespace'));
      if (namespace === undefined) continue;
      visit(root, (cursor) => {
        if (!isScalarCursor(cursor)) return;
        const path = pathFrom(open.file.path, cursor.node.source);
        found.set(path, (found.get(path) ?? new Set()).add(namespace));
      });
    }
  return found;
}

/** `./web.yaml`, or `values.yaml=web.yaml` of a generator, as a path from where the kustomization's path starts. */
function pathFrom(kustomization: string, entry: string): string {
  const segments = kustomization.split('/').slice(0, -1);
  for (const segment of entry.slice(entry.lastIndexOf('=') + 1).split('/')) {
    if (segment === '..' && segments.length > 0) segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}
