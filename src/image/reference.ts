// An image reference, [registry/]repository[:tag][@digest], as OCI's distribution spec and Docker write it.

/** An image reference, taken apart. */
export interface Reference {
  /** Everything before the tag as it was written: `ghcr.io/acme/api`, `nginx`. */
  readonly name: string;
  readonly tag: string | undefined;
  /** `sha256:<hex>` */
  readonly digest: string | undefined;
}

// The grammar: https://github.com/distribution/reference/blob/main/regexp.go
const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const host = `(?:${label}(?:\\.${label})*|\\[[0-9a-fA-F:]+\\])(?::[0-9]{1,5})?`;
const segment = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const nameGrammar = new RegExp(`^(?:${host}/)?${segment}(?:/${segment})*$`);
const tagGrammar = /^\w[\w.-]{0,127}$/;
const digestGrammar =
  /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}|(?!sha\d+:)[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,})$/;

/** A repository's name has no more characters, the registry's included, says the distribution spec. */
const longestName = 255;

/**
 * Takes `[registry/]repository[:tag][@digest]` apart at its marks, whatever stands between them.
 * @param text any text
 * @returns its parts, none of them checked
 */
export function splitReference(text: string): Reference {
  const at = text.indexOf('@');
  const beforeDigest = at < 0 ? text : text.slice(0, at);
  const digest = at < 0 ? undefined : text.slice(at + 1);
  // A colon before the last slash is a registry's port.
  const colon = beforeDigest.lastIndexOf(':');
  if (colon <= beforeDigest.lastIndexOf('/')) return { name: beforeDigest, tag: undefined, digest };
  return { name: beforeDigest.slice(0, colon), tag: beforeDigest.slice(colon + 1), digest };
}

/**
 * Reads a reference by the letter of the grammar.
 * @param text a reference and nothing around it
 * @returns its parts; `undefined` when the text is no reference
 */
export function parseReference(text: string): Reference | undefined {
  const reference = splitReference(text);
  const valid =
    isName(reference.name) &&
    (reference.tag === undefined || tagGrammar.test(reference.tag)) &&
    (reference.digest === undefined || isDigest(reference.digest));
  return valid ? reference : undefined;
}

/**
 * Says whether the text is a repository's name, with or without its registry.
 * @param text any text
 * @returns whether the grammar allows it
 */
export function isName(text: string): boolean {
  return text.length <= longestName && nameGrammar.test(text);
}

/**
 * Says whether the text is a tag.
 * @param text any text
 * @returns whether the grammar allows it
 */
export function isTag(text: string): boolean {
  return tagGrammar.test(text);
}

/**
 * Says whether the text is a digest.
 * @param text any text
 * @returns whether the grammar allows it
 */
export function isDigest(text: string): boolean {
  return digestGrammar.test(text);
}

/**
 * Gives the version that a tag stands for, as labels have it: `1.2.0` of `v1.2.0`.
 * @param tag a tag
 * @returns the tag without a `v` before its first digit
 */
export function versionOfTag(tag: string): string {
  return tag.replace(/^v(?=\d)/, '');
}

/**
 * Writes a reference.
 * @param reference its parts
 * @returns the text: what `parseReference` read comes back byte for byte
 */
export function formatReference({ name, tag, digest }: Reference): string {
  return name + (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
}
