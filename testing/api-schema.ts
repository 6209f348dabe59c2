// Compares a value with a JSON schema, as far as GitHub's description of its API uses that language.

export interface ApiSchema {
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, ApiSchema>>;
  readonly items?: ApiSchema;
  readonly minItems?: number;
  readonly oneOf?: readonly ApiSchema[];
  readonly anyOf?: readonly ApiSchema[];
}

/** What is wrong with a value, in a line each; a field that the schema does not name is wrong too. */
export function apiFaults(value: unknown, schema: ApiSchema, at = 'body'): string[] {
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined)
    return choices.some((choice) => apiFaults(value, choice, at).length === 0)
      ? []
      : [`${at} is none of the forms that are allowed`];
  if (value === null && schema.nullable === true) return [];
  if (schema.type !== undefined && typeOf(value) !== schema.type)
    return [`${at} is no ${schema.type}: ${JSON.stringify(value)}`];
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return [`${at} is not one of ${schema.enum.join(', ')}`];
  if (Array.isArray(value)) return listFaults(value, schema, at);
  return typeof value === 'object' && value !== null ? fieldFaults(value, schema, at) : [];
}

function listFaults(list: readonly unknown[], { minItems = 0, items }: ApiSchema, at: string): string[] {
  if (list.length < minItems) return [`${at} has too few items`];
  return items === undefined ? [] : list.flatMap((each, index) => apiFaults(each, items, `${at}[${index}]`));
}

function fieldFaults(value: object, { required = [], properties }: ApiSchema, at: string): string[] {
  const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`);
  // Where no field is named, each is allowed.
  const wrong = Object.entries(properties === undefined ? {} : value).flatMap(([name, each]) => {
    const schema = properties?.[name];
    return schema === undefined ? [`${at}.${name} is not known`] : apiFaults(each, schema, `${at}.${name}`);
  });
  return [...missing, ...wrong];
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : value === null ? 'null' : typeof value;
}
