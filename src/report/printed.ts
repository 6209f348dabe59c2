// What a command prints in place of a report: foreign text in it is made harmless, and secrets are taken out.
import { neutralise } from './neutralise.ts';
import { mapStrings, type Redact } from './redact.ts';

/** The answer to a question, for people and for programs. */
interface Printed {
  /** Lines without line ends. */
  readonly lines: readonly string[];
  /** One JSON object. */
  readonly json: object;
}

/**
 * Writes what is printed.
 * @param asJson whether programs read it
 * @returns whole lines
 */
export function printedText({ lines, json }: Printed, asJson: boolean, redact: Redact): string {
  const clean = (text: string): string => redact(neutralise(redact(text)));
  if (asJson) return `${JSON.stringify(mapStrings(json, clean))}\n`;
  return lines.map((line) => `${clean(line)}\n`).join('');
}
