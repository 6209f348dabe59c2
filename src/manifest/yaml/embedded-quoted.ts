// YAML and JSON in quoted and folded scalars, `'{"image": ...}'` and `"image:\n  ..."`, as `kubectl get -o yaml` writes them.
import type { Scalar } from 'yaml';
import { DeployError } from '../../errors.ts';
import { decodeFolded, decodeQuoted } from './quoted-text.ts';
import type { TextSource } from './text-source.ts';

/**
 * Says whether a scalar may hold a map or a list: JSON, or several lines of YAML. One line of words may be anything.
 * @param node any scalar
 * @returns whether it is worth reading
 */
export function mayHoldYaml({ type, source }: Scalar.Parsed): boolean {
  if (type === 'PLAIN') return false;
  return (
    /^\s*(?:\{(?!\{)|\[)/.test(source) ||
    (source.includes('\n') && /^[ \t]*[^\s#][^\n]*:(?:\s|$)/m.test(source))
  );
}

/**
 * Reads the text that a quoted or folded scalar holds, with its place in the file.
 * @param outer the text that the scalar stands in
 * @param node any scalar
 * @returns the text; `undefined` for a plain scalar, and for one whose places are not plain to see
 */
export function quotedText(outer: TextSource, node: Scalar.Parsed): TextSource | undefined {
  if (node.type === 'PLAIN' || node.type === undefined) return undefined;
  const [start, end] = node.range;
  const raw = outer.text.slice(start, end);
  const { text, offsets } = node.type === 'BLOCK_FOLDED' ? decodeFolded(raw) : decodeQuoted(raw);
  // A folded scalar ends with line ends, or with none, as its header says.
  const ending = node.source.slice(text.length);
  if (!node.source.startsWith(text) || ending.trim() !== '') return undefined;
  const last = offsets.at(-1) ?? raw.length;
  return {
    ...outer,
    text: node.source,
    toFile: (offset) => outer.toFile(start + (offsets[offset] ?? last)),
    indent: '',
    escape: (added) => outer.escape(escaped(added, node.type, outer)),
  };
}

function escaped(added: string, type: Scalar.Parsed['type'], { manifest }: TextSource): string {
  if (type === 'QUOTE_DOUBLE') return JSON.stringify(added.replaceAll('\r\n', '\n')).slice(1, -1);
  if (added.includes('\n'))
    throw new DeployError(
      'not-editable',
      `Cannot edit "${manifest.path}": a line would be added to YAML that is in a quoted or folded text`,
      'write that text as a block, with "|"',
    );
  return type === 'QUOTE_SINGLE' ? added.replaceAll("'", "''") : added;
}
