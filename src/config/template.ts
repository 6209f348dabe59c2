/** Words in braces that a template may hold, and what they stand for. */
export type Values = Readonly<Record<string, string>>;

const placeholder = /\{([A-Za-z]+)\}/g;

/** The placeholders of a template that are not in `known`. */
export function unknownPlaceholders(template: string, known: readonly string[]): string[] {
  return [...template.matchAll(placeholder)]
    .map((match) => match[1] ?? '')
    .filter((word) => !known.includes(word));
}

export function hasPlaceholder(template: string): boolean {
  return template.search(placeholder) >= 0;
}

/** Puts the values in; `encode` makes each fit the place (percent-encoding in a URL). Unknown words stay. */
export function fillTemplate(
  template: string,
  values: Values,
  encode: (value: string) => string = (value) => value,
): string {
  return template.replace(placeholder, (whole, word: string) =>
    Object.hasOwn(values, word) ? encode(values[word] ?? '') : whole,
  );
}
