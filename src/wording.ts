// The words of a message that depend on how the run was started: what its inputs are called, and the program itself.

/** Characters that no text has, because Unicode keeps them for programs: https://www.unicode.org/faq/private_use.html#nonchar1 */
const [opening, closing] = ['\uFDD0', '\uFDD1'];

/** Stands for the program in a line to be copied. */
export const program = '\uFDD2';

/**
 * Marks the name of an input in a message. A value in quotes may be the same word: that is no name.
 * @param name as in action.yml
 * @returns what stands for it until the message is reported
 */
export function inputName(name: string): string {
  return `${opening}${name}${closing}`;
}

/** How a user would write what is marked. */
export interface Wording {
  readonly inputName: (name: string) => string;
  readonly program: string;
}

/** The words where nobody knows how the run was started. */
const plainWording: Wording = { inputName: (name) => `"${name}"`, program: 'gitops-deploy' };

/**
 * Writes a message as its user would.
 * @param text with marks
 * @returns the text without them
 */
export function worded(text: string, wording: Wording = plainWording): string {
  return text
    .replace(/\uFDD0([^\uFDD0\uFDD1]*)\uFDD1/g, (_, name: string) => wording.inputName(name))
    .replaceAll(program, () => wording.program);
}
