// Which chunks of the bundle are read together.
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Metafile } from 'esbuild';

/** A chunk, as far as it says what is read with it. */
interface ChunkNode {
  /** Names of the chunks that are read with it, in the order in which they are run. */
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  /** The source file that it is made for. */
  readonly entry: string | undefined;
}

/** Chunks by their names. */
export type ChunkGraph = ReadonlyMap<string, ChunkNode>;

/** Chunks that become one. */
export interface ChunkGroup {
  readonly name: string;
  /** In the order in which they are run. */
  readonly members: readonly string[];
  /** The one whose exports keep their names. */
  readonly leader: string | undefined;
}

/**
 * Reads the graph of the chunks.
 * @param metafile what esbuild says of them
 * @returns the graph
 */
export function chunkGraph({ outputs }: Metafile): ChunkGraph {
  return new Map(
    Object.entries(outputs).map(([path, { imports, exports, entryPoint }]) => {
      const own = imports.filter(({ kind, external }) => kind === 'import-statement' && external !== true);
      return [
        basename(path),
        { imports: own.map((each) => basename(each.path)), exports, entry: entryPoint },
      ];
    }),
  );
}

/**
 * Finds the chunks that are read together.
 * @param start the source file that the process starts with: what it needs is always there
 * @param leaders source files whose chunks are joined with what they need beyond those before them
 * @param others source files of which nothing more is to be loaded than they need
 * @returns the groups, of two chunks or more
 */
export function groupsOf(
  graph: ChunkGraph,
  start: string,
  leaders: readonly string[],
  others: readonly string[],
): readonly ChunkGroup[] {
  const nameOf = new Map([...graph].map(([name, { entry }]) => [entry, name] as const));
  const needsOf = (source: string): ReadonlySet<string> => closure(graph, chunkOf(source));
  const chunkOf = (source: string): string => {
    const name = nameOf.get(source);
    if (name === undefined) throw new Error(`Cannot join chunks: "${source}" has none`);
    return name;
  };
  // The start runs until the process ends, so whoever imported it would wait for ever.
  const led = new Set(leaders.map(chunkOf));
  const first = [start, ...leaders].map(needsOf);
  const besides = others.map(needsOf);
  const groups = new Map<string, string[]>();
  for (const [index, needed] of first.entries())
    for (const name of needed) {
      const isTaken = first.slice(0, index).some((before) => before.has(name));
      if (isTaken || (graph.get(name)?.entry !== undefined && !led.has(name))) continue;
      const users = index === 0 ? [] : besides.map((each) => each.has(name));
      const key = [index, ...users].join(' ');
      groups.set(key, [...(groups.get(key) ?? []), name]);
    }
  return [...groups.values()]
    .filter(({ length }) => length > 1)
    .map((members) => {
      const leader = members.find((name) => led.has(name));
      return { name: nameFor(leader, members), members, leader };
    });
}

/** Those that a chunk needs, itself the last, in the order in which they are run. */
function closure(graph: ChunkGraph, first: string): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const next of graph.get(name)?.imports ?? []) visit(next);
    found.add(name);
  };
  visit(first);
  return found;
}

/** Names of chunks say what is in them, and so does the new one. */
function nameFor(leader: string | undefined, members: readonly string[]): string {
  const hash = createHash('sha256').update(members.join('\n')).digest('hex').slice(0, 8).toUpperCase();
  return `${leader?.replace(/-[^-]+\.js$/, '') ?? 'shared'}-${hash}.js`;
}
