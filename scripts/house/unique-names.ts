// The check that a name says one thing: no two files, and no two exported types, of one name in src/.
import { basename } from 'node:path/posix';
import { type Finding, findingAt, type Source } from './sources.ts';

interface Named {
  readonly name: string;
  readonly source: Source;
  readonly offset: number;
}

/**
 * Checks that no two files but `index.ts`, and no two exported types, interfaces or classes, have one name.
 * @param sources the files of src/
 * @returns every one whose name another one has
 */
export function checkNames(sources: readonly Source[]): Finding[] {
  const files = sources
    .map((source) => ({ name: basename(source.path), source, offset: 0 }))
    .filter(({ name }) => name !== 'index.ts');
  return [...namesakes('file', files), ...namesakes('exported type', sources.flatMap(exportedTypes))];
}

function exportedTypes(source: Source): Named[] {
  return source.program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration') return [];
    switch (statement.declaration?.type) {
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
      case 'ClassDeclaration':
        return [{ name: statement.declaration.id?.name ?? '', source, offset: statement.start }];
      default:
        return [];
    }
  });
}

function namesakes(what: string, all: readonly Named[]): Finding[] {
  return [...Map.groupBy(all, ({ name }) => name)]
    .filter(([, named]) => named.length > 1)
    .flatMap(([name, named]) =>
      named.map(({ source, offset }) => {
        const others = named.filter((other) => other.source !== source).map((other) => other.source.path);
        return findingAt(
          source,
          offset,
          `${what} "${name}" has the name of another one: ${others.join(', ')}`,
        );
      }),
    );
}
