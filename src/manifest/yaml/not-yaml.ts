// What a text is that is neither YAML nor JSON.

const ofYaml = /\.(?:ya?ml|json[c5]?|tpl|tmpl|gotmpl)$/i;
const ofJson = /\.json[c5]?$/i;

/**
 * Says whether a file is meant to be YAML or JSON by its name.
 * @param path the file's path
 * @returns whether its ending says so
 */
export function isYamlPath(path: string): boolean {
  return ofYaml.test(path);
}

/**
 * Finds the first comment in a text that is JSON except for its comments.
 * @param path the file's path
 * @param text its text
 * @returns the comment's offset, -1 where there is none or where the text is no JSON
 */
export function jsonCommentAt(path: string, text: string): number {
  if (!ofJson.test(path) || !/^\uFEFF?(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*[{[]/.test(text)) return -1;
  for (const match of text.matchAll(/"(?:\\.|[^"\\])*"|\/\/|\/\*/g))
    if (match[0].startsWith('/')) return match.index;
  return -1;
}
