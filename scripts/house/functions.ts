// The functions of a file, as the checks of docstrings need them: those that stand right in it, with their comments.
import type {
  ArrowFunctionExpression,
  Comment,
  Directive,
  Function as FunctionNode,
  Node,
  Statement,
} from 'oxc-parser';
import type { Source } from './sources.ts';

export interface NamedFunction {
  readonly name: string;
  readonly source: Source;
  readonly exported: boolean;
  readonly node: FunctionNode | ArrowFunctionExpression;
  /** Where its declaration begins in the text. */
  readonly start: number;
}

/**
 * Lists the functions that stand right in a file: declarations, and constants that hold an arrow function.
 * @param source the file
 * @returns exported ones and others, in their order
 */
export function functionsOf(source: Source): NamedFunction[] {
  return source.program.body.flatMap((statement) => {
    const exported = statement.type === 'ExportNamedDeclaration';
    const declared = exported ? statement.declaration : statement;
    return declaredFunctions(declared).map(([name, node]) => ({
      name,
      source,
      exported,
      node,
      start: statement.start,
    }));
  });
}

/**
 * Names the functions that one statement declares.
 * @param statement any statement
 * @returns names and functions; none where it declares something else
 */
export function declaredFunctions(
  statement: Statement | Directive | Node | null,
): [string, NamedFunction['node']][] {
  if (statement?.type === 'FunctionDeclaration') return [[statement.id?.name ?? '', statement]];
  if (statement?.type !== 'VariableDeclaration') return [];
  return statement.declarations.flatMap(({ id, init }): [string, NamedFunction['node']][] =>
    id.type === 'Identifier' && init?.type === 'ArrowFunctionExpression' ? [[id.name, init]] : [],
  );
}

/**
 * Finds the docstring right before a declaration.
 * @param source the file
 * @param start where the declaration begins in the text
 * @returns the comment, or `undefined` where something else stands before it
 */
export function docstringBefore({ text, comments }: Source, start: number): Comment | undefined {
  return comments.find(
    ({ type, value, end }) =>
      type === 'Block' && value.startsWith('*') && end <= start && text.slice(end, start).trim() === '',
  );
}

/**
 * Names the type that a function is declared to return.
 * @param func the function
 * @returns the type as it is written, or `''`
 */
export function returnTypeOf({ node, source }: NamedFunction): string {
  const annotation = node.returnType?.typeAnnotation;
  return annotation === undefined ? '' : source.text.slice(annotation.start, annotation.end);
}
