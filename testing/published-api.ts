// What hosts publish about their APIs, for the stand-ins: requests are held against it, and the stand-ins' own answers.
import type { checkers as Checkers, DescriptionChecker } from './description-checker.ts';
import type { GraphQLExchange } from './graphql-checker.ts';

/** An answer of a stand-in, with what is wrong with it. */
interface CheckedAnswer {
  readonly data: unknown;
  readonly faults: readonly string[];
}

/** The description of one host's API. */
export interface PublishedApi {
  /** Lists what is wrong with a request, in a line each. */
  requestFaults(operation: string, query: URLSearchParams, body: unknown): readonly string[];
  /** Adds to an answer what the description requires and no test looks at, and checks it. */
  answered(operation: string, status: number, data: unknown): CheckedAnswer;
  graphqlRequestFaults(query: string, variables: GraphQLExchange['variables']): readonly string[];
  graphqlAnswerFaults(exchange: GraphQLExchange): readonly string[];
}

/** Says yes to everything: for the demo, which runs without any package. */
export const anyApi: PublishedApi = {
  requestFaults: () => [],
  answered: (_operation, _status, data) => ({ data, faults: [] }),
  graphqlRequestFaults: () => [],
  graphqlAnswerFaults: () => [],
};

/**
 * Jest gives each test file modules of its own. What node's own `require` has loaded stays for the whole worker: GitHub's schema takes
 * half a second to be read.
 */
const load = process.getBuiltinModule('node:module').createRequire(import.meta.url);
const checkers = () => (load('./description-checker.ts') as { checkers: typeof Checkers }).checkers;

/** @param host whose descriptions are in the fixtures: `github` */
export function publishedApi(host: 'github' | 'azure' | 'gitea' | 'gitlab'): PublishedApi {
  const checker = (): DescriptionChecker => checkers().checkerOf(host);
  return {
    requestFaults: (operation, query, body) => checker().requestFaults(operation, [...query.keys()], body),
    answered: (operation, status, data) => {
      // The server sends it as JSON: what is `undefined` here is not there.
      const sent = data === undefined ? undefined : JSON.parse(JSON.stringify(data));
      if (status >= 300) return { data: sent, faults: [] };
      const completed = checker().completed(operation, status, sent);
      return { data: completed, faults: checker().answerFaults(operation, status, completed) };
    },
    graphqlRequestFaults: (query, variables) => checkers().graphqlRequestFaults(query, variables),
    graphqlAnswerFaults: (exchange) => checkers().graphqlAnswerFaults(exchange),
  };
}
