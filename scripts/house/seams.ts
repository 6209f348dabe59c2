// The check of the seams between rooms: what is handed over is named one by one, and every optional property has one spelling.
import { dirname } from 'node:path/posix';
import type { Node } from 'oxc-parser';
import { type Finding, findingAt, type Source, walk } from './sources.ts';

/** Names of what holds all that a caller was given. */
const bags = new Set(['config', 'options', 'context', 'inputs', 'settings']);
/** Interfaces whose form is somebody else's: `fetch()` is called by packages, with options as the platform has them. */
const foreign = new Set(['FetchInit']);
/** What takes one value, of which another one is made by changing a field. */
const takesValue = new Set(['formatReference']);

/**
 * Checks that no object with a spread is handed to a function of another room, and that nothing called `config`, `options` or the like is spread.
 * @param source one file of src/
 * @returns every such spread
 */
export function checkSpreads(source: Source): Finding[] {
  const findings: Finding[] = [];
  const imported = namesFromOtherRooms(source);
  walk(source.program, (node) => {
    if (node.type === 'SpreadElement' && node.argument.type === 'Identifier' && bags.has(node.argument.name))
      findings.push(
        findingAt(source, node.start, `"...${node.argument.name}" is spread: name what is handed over`),
      );
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return;
    if (
      node.callee.type !== 'Identifier' ||
      !imported.has(node.callee.name) ||
      takesValue.has(node.callee.name)
    )
      return;
    const { name } = node.callee;
    for (const spread of node.arguments.flatMap(spreadsIn))
      findings.push(
        findingAt(
          source,
          spread.start,
          `a spread crosses the seam to "${name}" of another room: name what is handed over`,
        ),
      );
  });
  return findings;
}

/**
 * Checks that what may be absent is written `readonly x: T | undefined`, never `x?: T`.
 * @param source one file of src/
 * @returns every optional property
 */
export function checkOptional(source: Source): Finding[] {
  const findings: Finding[] = [];
  walk(source.program, (node) => {
    if (node.type === 'TSInterfaceDeclaration' && foreign.has(node.id.name)) return false;
    if (node.type === 'TSPropertySignature' && node.optional)
      findings.push(
        findingAt(source, node.start, 'a property is optional: write `readonly x: T | undefined`'),
      );
    return true;
  });
  return findings;
}

function namesFromOtherRooms({ path, imports }: Source): Set<string> {
  const outside = imports.filter(
    ({ target }) => target.startsWith('src/') && dirname(target) !== dirname(path),
  );
  return new Set(outside.flatMap(({ names }) => [...names.keys()]));
}

/** The spreads right in an object that is handed over. */
function spreadsIn(argument: Node): Node[] {
  return argument.type === 'ObjectExpression'
    ? argument.properties.filter(({ type }) => type === 'SpreadElement')
    : [];
}
