// GitHub's GraphQL schema, read by graphql: what is wrong with queries, and with what was found for them.
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  executeSync,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  parse,
  validate,
} from 'graphql';

/** A request to GitHub's GraphQL, and what came of it. */
export interface GraphQLExchange {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Values by the fields of the root. */
  readonly found: Readonly<Record<string, unknown>>;
}

/** Lists what is wrong with a query or mutation, and with its variables. */
export function graphqlRequestFaults(query: string, variables: GraphQLExchange['variables']): string[] {
  const document = parse(query);
  const wrong = validate(githubSchema(), document);
  const definitions = document.definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION ? [...(each.variableDefinitions ?? [])] : [],
  );
  const { errors = [] } = getVariableValues(githubSchema(), definitions, { ...variables });
  return [...wrong, ...errors].map(({ message }) => message);
}

/** Lists what is wrong with what was found for a query or mutation. */
export function graphqlAnswerFaults({ query, variables, found }: GraphQLExchange): string[] {
  const document = parse(query);
  const { errors = [] } = executeSync({
    ...{ schema: githubSchema(), document, rootValue: found, variableValues: variables },
  });
  return errors.map(({ message }) => message);
}

let schema: GraphQLSchema | undefined;

/** GitHub's, of the package that is made of it every week. */
function githubSchema(): GraphQLSchema {
  const file = new URL('schema.graphql', import.meta.resolve('@octokit/graphql-schema'));
  schema ??= buildSchema(readFileSync(file, 'utf8'), { noLocation: true, assumeValidSDL: true });
  return schema;
}
