// The pages: links lead somewhere, snippets can be read, and name inputs that there are.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { inputNames, variableName } from '../src/config/inputs.ts';

const root = new URL('../', import.meta.url);
const read = (page: string): string => readFileSync(new URL(page, root), 'utf8');
const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...readdirSync(new URL('docs/', root))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const inputs = new Set<string>(inputNames);
const variables = new Set<string>(inputNames.map(variableName));

/** Blocks of code in a language. */
function blocks(page: string, language: string): string[] {
  const text = read(page);
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, code]) => code ?? '',
  );
}

/** As GitHub makes the anchor of a heading. */
function anchor(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

test.each(pages)('every link of %s leads somewhere', (page) => {
  const text = read(page).replace(/^```[\s\S]*?^```$/gm, '');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)];
  for (const [link, path = '', id] of links) {
    const target = new URL(path || page, path ? new URL(page, root) : root);
    expect([link, existsSync(target)]).toEqual([link, true]);
    if (id === undefined) continue;
    const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      anchor(heading),
    );
    expect([link, headings.includes(id)]).toEqual([link, true]);
  }
});

test.each(pages)('every snippet of %s is YAML, and gives inputs that there are', (page) => {
  for (const code of blocks(page, 'yaml')) {
    const text = code.replace(/^ *\.\.\.$/gm, '').replaceAll('{ ... }', '{}');
    const documents = parseAllDocuments(text);
    expect([code, documents.flatMap(({ errors }) => errors)]).toEqual([code, []]);
    for (const document of documents) expect(unknownInputs(document.toJS())).toEqual([]);
  }
});

test.each(pages)('%s names only flags and variables that there are', (page) => {
  const text = read(page);
  const named = [...text.matchAll(/\bGITOPS_DEPLOY_[A-Z_]+/g)].map(([name]) => name);
  expect(named.filter((name) => !variables.has(name))).toEqual([]);
  const commands = blocks(page, 'sh').flatMap((code) => code.replaceAll('\\\n', ' ').split('\n'));
  const flags = commands
    .filter((line) => line.includes(' --image '))
    .map((line) => line.slice(line.lastIndexOf('gitops-deploy')))
    .flatMap((line) => [...line.matchAll(/ --([a-z-]+)/g)].map(([, flag = '']) => flag));
  expect(flags.filter((flag) => !inputs.has(flag))).toEqual([]);
});

/** What stands under `with:` of a step that uses gitops-deploy, and is no input. */
function unknownInputs(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(unknownInputs);
  if (typeof node !== 'object' || node === null) return [];
  const { uses, with: given } = node as { uses?: unknown; with?: object };
  const isOurs = typeof uses === 'string' && uses.includes('/gitops-deploy@');
  const own = isOurs ? Object.keys(given ?? {}).filter((name) => !inputs.has(name)) : [];
  return [...own, ...Object.values(node).flatMap(unknownInputs)];
}
