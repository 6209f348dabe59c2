// Published descriptions of APIs, compiled by ajv. Loaded once a worker: see published-api.ts.
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { graphqlAnswerFaults, graphqlRequestFaults } from './graphql-checker.ts';

/** A schema of a description: https://spec.openapis.org/oas/v3.0.3#schema-object */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** The requests of an API, and its answers: two files, of which the second may be absent. */
interface Description {
  readonly operations: Readonly<Record<string, { readonly query: object; readonly body: Schema | null }>>;
  readonly answers: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
  readonly schemas: Readonly<Record<string, Schema>>;
}

const fixture = (name: string): string =>
  readFileSync(new URL(`../__tests__/fixtures/${name}.json`, import.meta.url), 'utf8');

/** What ajv says is wrong, in a line each. */
const faultsOf = ({ errors }: ValidateFunction, what: string): string[] =>
  (errors ?? []).map(
    ({ instancePath, message, params }) => `${what}${instancePath} ${message} ${JSON.stringify(params)}`,
  );

/** The description of one host's API. */
export class DescriptionChecker {
  readonly #description: Description;
  readonly #ajv = new Ajv({
    ...{ strict: false, allErrors: true, validateFormats: false, validateSchema: false },
    // Compiling takes longer than all that is checked.
    ...{ inlineRefs: false, code: { optimize: false } },
  });
  readonly #compiled = new Map<string, ValidateFunction>();

  /** @param host whose fixtures are read: `github` */
  constructor(host: string) {
    const { operations } = JSON.parse(fixture(`${host}-requests`));
    this.#description = { operations, ...JSON.parse(fixture(`${host}-answers`)) };
    this.#ajv.addSchema({ $id: 'api', ...strict(this.#description) });
  }

  /**
   * @param operation as the fixture names it
   * @param parameters names in the query
   */
  requestFaults(operation: string, parameters: readonly string[], body: unknown): string[] {
    const known = this.#description.operations[operation];
    if (known === undefined) return [`${operation} is not known`];
    const names = Array.isArray(known.query) ? known.query : Object.keys(known.query);
    const unknown = parameters.filter((name) => !names.includes(name));
    return [
      ...unknown.map((name) => `${operation}: ${name} is not known`),
      ...(known.body === null ? [] : this.#check(['operations', operation, 'body'], body, operation)),
    ];
  }

  /** An answer with all that the description requires and the stand-in does not care about. */
  completed(operation: string, status: number, data: unknown): unknown {
    const schema = this.#description.answers[operation]?.[status];
    return schema === undefined ? data : this.#complete(data, schema);
  }

  answerFaults(operation: string, status: number, data: unknown): string[] {
    if (this.#description.answers[operation]?.[status] === undefined)
      return [`${operation} is not answered by ${status}`];
    return this.#check(['answers', operation, String(status)], data, `The answer to ${operation}`);
  }

  #check(place: readonly string[], value: unknown, what: string): string[] {
    const path = place.map((each) => encodeURIComponent(each.replaceAll('~', '~0').replaceAll('/', '~1')));
    const $ref = `api#/${path.join('/')}`;
    const check = this.#compiled.get($ref) ?? this.#ajv.compile({ $ref });
    this.#compiled.set($ref, check);
    return check(value) ? [] : faultsOf(check, what);
  }

  #complete(value: unknown, given: Schema): unknown {
    const schema = this.#resolved(given);
    if (Array.isArray(value))
      return schema.items === undefined
        ? value
        : value.map((each) => this.#complete(each, schema.items ?? {}));
    if (typeof value !== 'object' || value === null) return value;
    const { properties = {}, required = [] } = schema;
    const own = Object.entries(value).map(([name, each]) => [
      name,
      this.#complete(each, properties[name] ?? {}),
    ]);
    const missing = required.filter((name) => !(name in value));
    const added = missing.map((name) => [name, this.#sample(properties[name] ?? {})]);
    return Object.fromEntries([...own, ...added]);
  }

  /** The least that fits. */
  #sample(given: Schema): unknown {
    const schema = this.#resolved(given);
    if (schema.nullable || given.anyOf?.some(({ nullable }) => nullable)) return null;
    if (schema.enum !== undefined) return schema.enum[0];
    switch (schema.type) {
      case 'string':
        return samples[schema.format ?? ''] ?? '';
      case 'integer':
      case 'number':
        return 0;
      case 'boolean':
        return false;
      case 'array':
        return [];
      case 'object':
        return this.#complete({}, schema);
      default:
        return null;
    }
  }

  #resolved({ $ref, ...schema }: Schema): Schema {
    const [first] = schema.allOf ?? schema.oneOf ?? schema.anyOf ?? [];
    if ($ref !== undefined)
      return this.#resolved(this.#description.schemas[$ref.replace('#/schemas/', '')] ?? {});
    return first === undefined ? schema : this.#resolved(first);
  }
}

const samples: Readonly<Record<string, string>> = {
  'date-time': '2026-11-26T09:30:00Z',
  uri: 'https://host.example.com/',
};

/**
 * Makes schemas of a description strict, in ajv's words: nothing is allowed but what is described, because a server would pass over a
 * field that is misspelt; and what may be null needs no type.
 */
function strict<T>(node: T): T {
  if (Array.isArray(node)) return node.map(strict) as T;
  if (typeof node !== 'object' || node === null) return node;
  const inner = Object.fromEntries(Object.entries(node).map(([name, each]) => [name, strict(each)]));
  if (inner.nullable === true && inner.type === undefined) {
    const { nullable: _, ...rest } = inner;
    return { anyOf: [rest, { type: 'null' }] } as T;
  }
  const isClosed = typeof inner.properties === 'object' && !('additionalProperties' in inner);
  return (inner.type === 'object' && isClosed ? { ...inner, additionalProperties: false } : inner) as T;
}

const made = new Map<string, DescriptionChecker>();

/** The checker of a host, which has compiled what was asked for before. */
function checkerOf(host: string): DescriptionChecker {
  const checker = made.get(host) ?? new DescriptionChecker(host);
  made.set(host, checker);
  return checker;
}

/** What published-api.ts loads. */
export const checkers = { checkerOf, graphqlRequestFaults, graphqlAnswerFaults };
