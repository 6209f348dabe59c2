import type { ScalarSpot } from '../yaml/spot.ts';

/** A field that `set` may set, and the value to write: `{tag}`, `--image={reference}`. */
export interface Proposal {
  readonly spot: ScalarSpot;
  readonly template: string;
}

/** The line for a value that names the image in a text of its own: an argument, a variable, an annotation. */
export function proposalFor(spot: ScalarSpot, wanted: string): Proposal | undefined {
  const template = withPlaceholder(spot.node.source, wanted);
  return template === undefined ? undefined : { spot, template };
}

/** Longer values are scripts and dumps, which nobody sets by their path. */
const longestValue = 200;

/** The text with `{reference}` for every reference of that name; `undefined` without one, and where `set` cannot write it. */
function withPlaceholder(text: string, name: string): string | undefined {
  if (!text.includes(name) || text.length > longestValue || /\n|\{[A-Za-z]+\}/.test(text)) return undefined;
  const literal = name.replace(/[.[\]]/g, '\\$&');
  const version = '(?::\\w[\\w.-]*(?:@\\w+:\\w+)?|@\\w+:\\w+)';
  // Not the end of a longer name, but what stands behind `oci://`.
  const reference = new RegExp(`(?<![\\w.-]|(?<!:/)/)${literal}${version}(?![\\w/.-])`, 'g');
  const template = text.replace(reference, '{reference}');
  return template === text ? undefined : template;
}
