// Foreign text, made harmless for terminals and runners.
import { stripVTControlCharacters } from 'node:util';

/**
 * Makes foreign text (a server's words, a file's content) harmless on a terminal and in a runner's log: no ANSI
 * sequences, no control or format characters (bidirectional overrides are of them), no workflow commands. Line ends
 * and tabs stay. The Actions runner reads `##[command]` anywhere in a line, `::command::` too in older versions:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions. The agents of Azure Pipelines and TeamCity
 * read `##vso[` and `##teamcity[` so, and Travis CI `travis_fold:`.
 * @param text anything from outside
 * @returns the text without what a terminal or a runner obeys
 */
export function neutralise(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[^\P{Cc}\n\t]|\p{Cf}/gu, '')
    .replace(/##(?=(?:vso|teamcity)?\[)/gi, '## ')
    .replace(/(travis_(?:fold|time)):/gi, '$1 :')
    .replace(/::(?=[A-Za-z-]+(?:[ \t][^\n]*)?::)/g, ': :');
}

/**
 * Puts a text on one line: what a file is called, or a server says, cannot begin a line of the log.
 * @param text of any number of lines
 * @returns the text with a space for each line end, Unicode's too
 */
export function singleLine(text: string): string {
  return text.replace(/[\n\u2028\u2029]+/g, ' ');
}
