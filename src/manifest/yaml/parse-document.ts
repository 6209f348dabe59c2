// Text of one document to nodes.
import { Composer, type ParsedNode, Parser } from 'yaml';
import { DeployError } from '../../errors.ts';
import { bindAliases } from './alias.ts';
import type { Cursor, Document } from './cursor.ts';
import { checkBrackets, checkDepth } from './nesting.ts';
import { isYamlPath, jsonCommentAt } from './not-yaml.ts';
import type { Manifest, TextSource } from './text-source.ts';
import { joinUnindented } from './unindented.ts';

/**
 * The failsafe schema reads every scalar as the text it is: what a reader makes of `1.10` or `yes` is the business of
 * plain-scalar.ts. Keys that stand twice are refused only where an edit goes through them.
 */
const options = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;

/**
 * Parses a source of one document.
 * @param source the document's text
 * @param stream all documents of the text that it is of
 * @param host the block scalar that holds it, for YAML inside YAML
 * @returns the document
 * @throws {DeployError} invalid-yaml: the text is no YAML
 * @throws {DeployError} not-editable: it is a template, an alias bomb, or nests too deep
 */
export function parseDocument(
  source: TextSource,
  stream: readonly TextSource[],
  host: Cursor | undefined,
): Document {
  checkBrackets(source);
  const { root, error } = read(source, host);
  if (error !== undefined) throw invalidYaml(source, error.offset, error.message);
  return { source, stream, root, aliases: bindAliases(root, source), host };
}

/** Text that is no YAML for its indentation alone is read as Go does; not where it is abridged or embedded. */
function read(source: TextSource, host: Cursor | undefined): Composition {
  const strict = compose(source.text, source);
  if (strict.error === undefined || source.abridged || host !== undefined) return strict;
  const joined = joinUnindented(source.text);
  const lenient = joined === undefined ? strict : compose(joined, source);
  return lenient.error === undefined ? lenient : strict;
}

interface Composition {
  readonly root: ParsedNode | null;
  readonly error: { readonly offset: number; readonly message: string } | undefined;
}

function compose(text: string, source: TextSource): Composition {
  const tokens = [...new Parser().parse(text)];
  checkDepth(tokens, source);
  const [first, second] = [...new Composer(options).compose(tokens, true, text.length)];
  const error = first?.errors[0];
  const root = first?.contents ?? null;
  if (error !== undefined) return { root, error: { offset: error.pos[0], message: error.message } };
  if (second === undefined) return { root, error: undefined };
  return { root, error: { offset: second.range[0], message: 'a second document without "---"' } };
}

function invalidYaml(source: TextSource, offset: number, what: string): DeployError {
  const { manifest } = source;
  const comment = jsonCommentAt(manifest.path, manifest.text);
  if (comment >= 0) return jsonWithComments(manifest, comment);
  const where = `line ${manifest.lineAt(source.toFile(offset))}: ${what}`;
  if (source.text.includes('{{'))
    return new DeployError(
      'not-editable',
      `Cannot edit "${manifest.path}": it is a template, not YAML (${where})`,
      'put the image into the values that fill the template, and name that file',
    );
  if (!isYamlPath(manifest.path))
    return new DeployError(
      'invalid-yaml',
      `Cannot read "${manifest.path}": it is not YAML or JSON (${where})`,
      'name the YAML or JSON that holds the image',
    );
  return new DeployError('invalid-yaml', `Cannot read "${manifest.path}": ${where}`, 'fix the YAML');
}

/**
 * Makes the error for JSON with comments, which may look like YAML and reads as something else.
 * @param manifest the file's text
 * @param offset where the first comment is
 * @returns invalid-yaml
 */
export function jsonWithComments({ path, lineAt }: Manifest, offset: number): DeployError {
  return new DeployError(
    'invalid-yaml',
    `Cannot read "${path}": it is JSON with comments, which is no YAML (line ${lineAt(offset)})`,
    'remove the comments',
  );
}
