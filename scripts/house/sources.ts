// The sources as the checks see them: parsed once, each with its comments and its imports.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { type Comment, type Node, type Program, parseSync, visitorKeys } from 'oxc-parser';

export interface Source {
  /** From the root of the repository: `src/git/tip.ts`. */
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly imports: readonly Import[];
}

interface Import {
  /** A path from the root of the repository, or the name of a package. */
  readonly target: string;
  /** The name in this file, to the name in that one; empty where something else than a name is imported. */
  readonly names: ReadonlyMap<string, string>;
}

/** Something that breaks a rule of the house. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/**
 * Reads every TypeScript file below some folders.
 * @param root path of the repository
 * @param folders paths from there
 * @returns the parsed files, in the order of their paths
 */
export function readSources(root: string, folders: readonly string[]): Source[] {
  return filesBelow(root, folders, '.ts').map((path) =>
    parseSource(path, readFileSync(join(root, path), 'utf8')),
  );
}

/**
 * Lists the files below some folders whose names end in one way.
 * @param root path of the repository
 * @param folders paths from there
 * @param ending the end of the names, such as `.ts`
 * @returns sorted paths from the root
 */
export function filesBelow(root: string, folders: readonly string[], ending: string): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((path) => path.endsWith(ending))
    .sort();
}

/**
 * Parses one file.
 * @param path from the root of the repository
 * @param text the file's text
 * @returns the parsed file
 * @throws {SyntaxError} where the text is not TypeScript
 */
export function parseSource(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text);
  if (errors[0] !== undefined) throw new SyntaxError(`${path}: ${errors[0].message}`);
  const imports: Import[] = [];
  walk(program, (node) => {
    const specifier = importedFrom(node);
    if (specifier === undefined) return;
    const target = specifier.startsWith('.') ? join(path, '..', specifier) : specifier;
    imports.push({ target, names: node.type === 'ImportDeclaration' ? importedNames(node) : new Map() });
  });
  return { path, text, program, comments, imports };
}

/**
 * Visits a node and everything in it.
 * @param node where to begin
 * @param visit called once a node, outer ones first; what is inside is left out where it returns `false`
 */
export function walk(node: Node, visit: (node: Node) => unknown): void {
  if (visit(node) === false) return;
  for (const child of childrenOf(node)) walk(child, visit);
}

function childrenOf(node: Node): Node[] {
  return (visitorKeys[node.type] ?? []).flatMap((key): unknown => Reflect.get(node, key)).filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/**
 * Says where a place in a file is, or what a node says.
 * @param source the file
 * @param offset of a character in its text
 * @param message what is wrong there
 * @returns the finding
 */
export function findingAt({ path, text }: Source, offset: number, message: string): Finding {
  return { path, line: text.slice(0, offset).split('\n').length, message };
}

function importedFrom(node: Node): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'TSImportType':
      return node.source.value;
    case 'ExportNamedDeclaration':
      return node.source?.value;
    case 'ImportExpression':
      return node.source.type === 'Literal' ? String(node.source.value) : undefined;
    default:
      return undefined;
  }
}

function importedNames(node: Extract<Node, { type: 'ImportDeclaration' }>): Map<string, string> {
  const names = new Map<string, string>();
  for (const specifier of node.specifiers) {
    if (specifier.type !== 'ImportSpecifier') continue;
    const { imported, local } = specifier;
    names.set(local.name, imported.type === 'Identifier' ? imported.name : imported.value);
  }
  return names;
}
