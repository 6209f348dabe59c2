// Names whose registry another program fills in: `${REGISTRY}/acme/api`, `{{ .Values.mirror }}/acme/api`.

/** One variable or template, whole: of shells, Helm, Go, Make, spruce, Terraform, Octopus, Flux' operator, Windows, Maven. */
const variable = [
  '\\$\\{(?:[^{}]|\\$\\{[^{}]*\\})*\\}',
  '\\$\\([^()]*\\)',
  '\\$[A-Za-z_]\\w*',
  '\\{\\{[^{}]*\\}\\}',
  '\\[\\[[^[\\]]*\\]\\]',
  '\\(\\([^()]*\\)\\)',
  '[#%]\\{[^{}]*\\}',
  '%[A-Za-z_]\\w*%',
  '<<[^<>]*>>',
  '<[A-Za-z_][^<>]*>',
  '@[A-Za-z_.]+@',
].join('|');
const registry = new RegExp(`^[\\w.:-]*(?:(?:${variable})[\\w.:-]*)+/`);
/** The grammar of OCI's distribution spec, without a registry. */
const path = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const withDefault = /\$\{[A-Za-z_]\w*:?[-=]([^${}]+)\}/g;

/**
 * Measures the registry at the start of a text, where a variable stands for it or for a part of it.
 * @param text a reference
 * @returns how many characters stand before the repository, the slash included; 0 where no variable does
 */
export function variableRegistryLength(text: string): number {
  return registry.exec(text)?.[0].length ?? 0;
}

/**
 * Says whether a text is a repository's name behind a variable that stands for its registry.
 * @param text a name
 * @returns whether it is
 */
export function hasVariableRegistry(text: string): boolean {
  const length = variableRegistryLength(text);
  return length > 0 && path.test(text.slice(length));
}

/**
 * Lists what a name behind a variable may be: its repository in any registry, and the whole name by the variable's default.
 * @param text a name
 * @returns the repository, and the name by the default where there is one; `undefined` for a name without such a variable
 */
export function readVariableRegistry(
  text: string,
): { readonly repository: string; readonly byDefault: string } | undefined {
  if (!hasVariableRegistry(text)) return undefined;
  const byDefault = text.replace(withDefault, '$1');
  return { repository: text.slice(variableRegistryLength(text)), byDefault };
}
