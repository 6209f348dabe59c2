// Variables of a finished run as GitLab reads them: https://docs.gitlab.com/ci/yaml/artifacts_reports/#artifactsreportsdotenv

/** GitLab takes a file that is smaller than this, bytes. */
const mostBytes = 5120;

/** What GitLab would replace in a value: by variables, those that are secret too. */
const reference = /\$|%[A-Za-z_]\w*%/;

/** The text of the file, and the names of the variables that no line can say. */
interface Dotenv {
  readonly text: string;
  readonly leftOut: readonly string[];
}

/**
 * Writes variables in lines. Nothing is quoted or escaped there: GitLab takes what is behind the `=` as it stands, so a value with a line
 * break would be a variable of its own, and one with a reference would be another value.
 * @param values by name; what is not known is no variable
 * @returns the text, and which values it cannot say
 */
export function dotenvText(values: Readonly<Record<string, string | undefined>>): Dotenv {
  const lines: string[] = [];
  const leftOut: string[] = [];
  let size = 0;
  for (const [name, value = ''] of Object.entries(values)) {
    if (value === '') continue;
    const line = `${name}=${value}\n`;
    const bytes = Buffer.byteLength(line);
    const isPlain = !/[\p{Cc}\u2028\u2029]/u.test(value) && value.trim() === value && !reference.test(value);
    if (!isPlain || size + bytes >= mostBytes) {
      leftOut.push(name);
      continue;
    }
    size += bytes;
    lines.push(line);
  }
  return { text: lines.join(''), leftOut };
}
