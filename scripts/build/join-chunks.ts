// Joins the chunks that are read together: node takes a millisecond for each file that it loads.
import { build, type Metafile, type Plugin } from 'esbuild';
import { type ChunkGraph, type ChunkGroup, chunkGraph, groupsOf } from './chunk-groups.ts';

/** Texts by the names of their files, which lie in one folder. */
type ChunkTexts = ReadonlyMap<string, string>;

/** What is joined, by source files. */
interface Joined {
  /** What the process starts with. */
  readonly start: string;
  /** Their chunks are joined with what they need. */
  readonly leaders: readonly string[];
  /** Nothing more is to be loaded for them than they need. */
  readonly others: readonly string[];
}

/** As esbuild writes imports: of names, for effects alone, and later. */
const staticImport = /import(?:\{([^}]*)\}from)?"\.\/([\w-]+\.js)";/g;
const dynamicImport = /import\("\.\/([\w-]+\.js)"\)/g;

/** Which group a chunk is in, and what its exports are called there. */
interface Places {
  readonly groups: ReadonlyMap<string, ChunkGroup>;
  /** By the group's name, then by chunk and name. */
  readonly names: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/**
 * Joins chunks.
 * @param metafile what esbuild says of them
 * @param banner the start of each text, which says what `require` is
 * @returns the chunks that are left
 */
export async function joinChunks(
  texts: ChunkTexts,
  metafile: Metafile,
  banner: string,
  { start, leaders, others }: Joined,
): Promise<ChunkTexts> {
  const graph = chunkGraph(metafile);
  const groups = groupsOf(graph, start, leaders, others);
  const places: Places = {
    groups: new Map(groups.flatMap((group) => group.members.map((name) => [name, group]))),
    names: new Map(groups.map((group) => [group.name, exportNames(graph, group)])),
  };
  const rewritten = new Map([...texts].map(([name, text]) => [name, rewrite(name, text, places)]));
  const joined = new Map([...rewritten].filter(([name]) => !places.groups.has(name)));
  for (const group of groups)
    joined.set(group.name, await textOf(group, places.names.get(group.name) ?? new Map(), rewritten, banner));
  return joined;
}

/** What is imported of another group has the name that the group gives it. */
function rewrite(name: string, text: string, { groups, names }: Places): string {
  const own = groups.get(name);
  return text
    .replace(staticImport, (whole, list: string | undefined, from: string) => {
      const group = groups.get(from);
      if (group === undefined || group === own) return whole;
      if (list === undefined) return `import"./${group.name}";`;
      const renamed = list.split(',').map((each) => {
        const [outer = '', inner = outer] = each.split(' as ');
        const given = names.get(group.name)?.get(`${from} ${outer}`);
        return given === inner ? inner : `${given} as ${inner}`;
      });
      return `import{${renamed}}from"./${group.name}";`;
    })
    .replace(dynamicImport, (_, from: string) => `import("./${groups.get(from)?.name ?? from}")`);
}

/** By chunk and name: the leader's stay, of two others with one name the second gets a number. */
function exportNames(graph: ChunkGraph, { members, leader }: ChunkGroup): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const inOrder = [...members].sort((one, other) => Number(other === leader) - Number(one === leader));
  for (const [index, chunk] of inOrder.entries())
    for (const name of graph.get(chunk)?.exports ?? []) {
      const given = taken.has(name) || (name === 'default' && chunk !== leader) ? `${name}_${index}` : name;
      taken.add(given);
      names.set(`${chunk} ${name}`, given);
    }
  return names;
}

async function textOf(
  { members }: ChunkGroup,
  names: ReadonlyMap<string, string>,
  texts: ChunkTexts,
  banner: string,
): Promise<string> {
  const effects = members.map((name) => `import "./${name}";`);
  const exported = [...names].map(([key, given]) => {
    const [chunk, name] = key.split(' ');
    return `export { ${name} as ${given} } from "./${chunk}";`;
  });
  const { outputFiles } = await build({
    stdin: { contents: [...effects, ...exported].join('\n'), resolveDir: '.' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    banner: { js: banner },
    plugins: [ofGroup(new Set(members), texts, banner)],
  });
  return outputFiles[0]?.text ?? '';
}

/** Members come from memory, and everything else stays where it is. */
function ofGroup(members: ReadonlySet<string>, texts: ChunkTexts, banner: string): Plugin {
  return {
    name: 'of-group',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path, kind }) => {
        const name = path.replace('./', '');
        const isMember = kind === 'import-statement' && members.has(name);
        return isMember ? { path: name, namespace: 'member' } : { path, external: true };
      });
      onLoad({ filter: /.*/, namespace: 'member' }, ({ path }) => ({
        contents: texts.get(path)?.replace(banner, '') ?? '',
      }));
    },
  };
}
