// As much of JSON Schema as the published schemas of events use: https://json-schema.org/draft/2020-12/schema

/** The keywords that are looked at. */
export interface JsonSchema {
  readonly type?: 'object' | 'string';
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly format?: 'uri' | 'uri-reference' | 'date-time';
  readonly oneOf?: readonly JsonSchema[];
}

const formats: Readonly<Record<NonNullable<JsonSchema['format']>, (text: string) => boolean>> = {
  uri: (text) => /^[a-z][\w+.-]*:/i.test(text) && /^[!#-;=?-[\]_a-z~%]+$/i.test(text),
  // RFC 3986, 4.2: a first segment with a colon is a scheme, and has to look like one.
  'uri-reference': (text) =>
    /^[!#-;=?-[\]_a-z~%]*$/i.test(text) && !/^[^/?#:]*[^\w+.:/?#-][^/?#:]*:/.test(text),
  'date-time': (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text),
};

/** Lists what of a value a schema does not allow, by its path. */
export function schemaFaults(value: unknown, schema: JsonSchema, path = '$'): readonly string[] {
  if (schema.oneOf !== undefined) {
    const fitting = schema.oneOf.filter((each) => schemaFaults(value, each, path).length === 0);
    return fitting.length === 1 ? [] : [`${path}: fits ${fitting.length} of the forms`];
  }
  if (typeof value === 'string') return textFaults(value, schema, path);
  if (schema.type === 'string') return [`${path}: is no string`];
  if (typeof value !== 'object' || value === null) return [`${path}: is no object`];
  const { properties = {}, required = [], additionalProperties } = schema;
  const missing = required.filter((name) => !(name in value)).map((name) => `${path}.${name}: is missing`);
  const inside = Object.entries(value).flatMap(([name, inner]) => {
    const own = properties[name];
    if (own !== undefined) return schemaFaults(inner, own, `${path}.${name}`);
    return additionalProperties === false ? [`${path}.${name}: is not known`] : [];
  });
  return [...missing, ...inside];
}

function textFaults(text: string, { type, enum: allowed, minLength = 0, format }: JsonSchema, path: string) {
  if (type === 'object') return [`${path}: is no object`];
  return [
    ...(allowed === undefined || allowed.includes(text) ? [] : [`${path}: is none of ${allowed.join()}`]),
    ...(text.length < minLength ? [`${path}: is too short`] : []),
    ...(format === undefined || formats[format](text) ? [] : [`${path}: is no ${format}`]),
  ];
}
