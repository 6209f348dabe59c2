// Text of one document to nodes.
import { DeployError } from '../../errors.ts';
import { bindAliases } from './alias.ts';
import { type Composition, compose } from './compose.ts';
import { composeLarge } from './compose-large.ts';
import type { Cursor, Document } from './cursor.ts';
import { checkBrackets } from './nesting.ts';
import { isYamlPath, jsonCommentAt } from './not-yaml.ts';
import type { Manifest, TextSource } from './text-source.ts';
import { joinUnindented } from './unindented.ts';

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
  const strict = composeLarge(source) ?? compose(source.text, source);
  if (strict.error === undefined || source.abridged || host !== undefined) return strict;
  const joined = joinUnindented(source.text);
  const lenient = joined === undefined ? strict : compose(joined, source);
  return lenient.error === undefined ? lenient : strict;
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
