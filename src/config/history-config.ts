// What the history is asked for.
import { parseReference, type Reference } from '../image/reference.ts';
import { checkPath } from '../remote/file-path.ts';
import { checkFileText } from './common-mistakes.ts';
import { type Connection, readConnection } from './connection-config.ts';
import type { Given } from './given.ts';
import { invalidValue } from './input-problem.ts';
import { InputReader } from './input-reader.ts';
import { parseOneLine } from './parsers.ts';
import { pointInTime } from './point-in-time.ts';

/** What the history is asked for, and where it is. */
export interface HistoryConfig extends Connection {
  /** Paths and globs; none: all files. */
  readonly files: readonly string[];
  /** Names, with or without a tag; none: all images. */
  readonly images: readonly Reference[];
  readonly environment: string | undefined;
  /** Milliseconds since 1970. */
  readonly since: number | undefined;
  /** The path of the page that is to be written, beside the table. */
  readonly html: string | undefined;
}

/**
 * Reads what the history is asked for.
 * @param now milliseconds since 1970
 * @returns the configuration
 * @throws {DeployError} invalid-input with every problem at once
 */
export function readHistoryConfig({ inputs, source, ci }: Given, now: number): HistoryConfig {
  const reader = new InputReader(inputs, source);
  const connection = readConnection(reader, ci);
  const values = {
    files: reader.parsedList('file', (text) => checkPath(checkFileText(text))),
    images: reader.parsedList('image', parseName),
    environment: reader.parsed('environment', parseOneLine),
    since: reader.parsed('since', (text) => parseSince(text, now)),
    html: reader.text('html'),
  };
  return reader.finish(connection && { ...values, ...connection });
}

function parseName(text: string): Reference {
  const reference = parseReference(text);
  if (reference === undefined)
    throw invalidValue(
      'is not the name of an image',
      'write it like "ghcr.io/acme/web", with or without a tag',
    );
  return reference;
}

function parseSince(text: string, now: number): number {
  const at = pointInTime(text, now);
  if (at === undefined) throw invalidValue('is no time', 'write it like "12h", "30d", "8w" or "2026-11-01"');
  return at;
}
