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

/** What a name behind a variable may be. */
interface VariableName {
  readonly repository: string;
  /** The whole name by the variable's default, where it has one. */
  readonly byDefault: string;
  /** Says whether a registry fits what stands around the variable: `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com`. */
  readonly mayBeIn: (registry: string) => boolean;
}

/**
 * Reads what a name behind a variable may be: its repository, in any registry that has what stands in the clear.
 * @param text a name
 * @returns the repository and its registries; `undefined` for a name without such a variable
 */
export function readVariableRegistry(text: string): VariableName | undefined {
  if (!hasVariableRegistry(text)) return undefined;
  const length = variableRegistryLength(text);
  const clear = text.slice(0, length - 1).split(new RegExp(variable));
  const fitting = new RegExp(`^${clear.map((part) => part.replaceAll('.', '\\.')).join('.*')}$`, 'i');
  return {
    repository: text.slice(length),
    byDefault: text.replace(withDefault, '$1'),
    mayBeIn: (registry) => fitting.test(registry),
  };
}
