// Lines of a file that name an image in text which no shape reads, and how they can be changed.

import { DeployError } from '../../errors.ts';
import { inputName } from '../../wording.ts';
import { encryptedBySops } from '../edit/sops.ts';
import type { Manifest } from '../yaml/text-source.ts';
import { findTextReferences } from './text-references.ts';

/** A file's lines that the input `text` would change, all of them. */
export interface TextLines {
  readonly path: string;
  /** `Dockerfile:3 FROM ghcr.io/acme/api:v1` */
  readonly lines: readonly string[];
  /** What `expect` has to say: a line may hold several. */
  readonly count: number;
}

/**
 * Finds the lines of a file that name an image with its version, where there is one that nothing else reads.
 * @param manifest the file's text
 * @param wanted the image's name
 * @param isCovered says of a line, from 1, whether another way to change it is known
 * @returns the lines; `undefined` where all are comments or covered, and where SOPS has encrypted the file
 */
export function textLinesOf(
  manifest: Manifest,
  wanted: string,
  isCovered: (line: number) => boolean,
): TextLines | undefined {
  const { path, text, lineAt } = manifest;
  const found = findTextReferences(text, wanted).versioned;
  const isOpen = found.some(({ start }) => !isCovered(lineAt(start)) && !isComment(text, start));
  if (!isOpen || encryptedBySops(text)) return undefined;
  const lines = new Map(found.map(({ start }) => [lineAt(start), lineText(text, start)]));
  return {
    path,
    lines: [...lines].map(([line, shown]) => `${path}:${line} ${shown}`),
    count: found.length,
  };
}

/**
 * Says how lines can be changed that no shape reads.
 * @param files the lines of each file
 * @returns the remedy, with all that has to be given
 */
export function textRemedy(files: readonly TextLines[]): string {
  const paths = files.map(({ path }) => path).join(', ');
  const count = files.reduce((sum, each) => sum + each.count, 0);
  return `to change these lines as plain text, name ${paths} alone, set ${inputName('text')} to true and ${inputName('expect')} to ${count}`;
}

/**
 * Adds to the error of a file that cannot be read the lines that name the image, and how they can be changed.
 * @param error why the file cannot be read
 * @param manifest the file's text
 * @param wanted the image's name
 * @returns the error; as it is where no line names the image
 */
export function withTextLines(error: DeployError, manifest: Manifest, wanted: string): DeployError {
  const isText = error.code === 'invalid-yaml' || manifest.text.includes('{{');
  const found = isText ? textLinesOf(manifest, wanted, () => false) : undefined;
  if (found === undefined) return error;
  const lines = found.lines.map((line) => `\n- ${line}`).join('');
  const message = `${error.marked.message}; these lines name "${wanted}"${lines}`;
  return new DeployError(error.code, message, `${textRemedy([found])}; or ${error.marked.remedy}`, {
    cause: error,
  });
}

const longestShown = 120;

function lineText(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset) + 1;
  const line = text.slice(start).split(/\r?\n/, 1)[0] ?? '';
  return line.trim().slice(0, longestShown);
}

function isComment(text: string, offset: number): boolean {
  return /^\s*(?:#|\/\/)|\s#/.test(text.slice(text.lastIndexOf('\n', offset) + 1, offset));
}
