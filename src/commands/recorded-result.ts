// The result of a deploy, read from a file: what `--json` printed, or the outputs of the Action.

import { DeployError, type ErrorCode, errors } from '../errors.ts';
import type { DeployState } from '../notify/notification.ts';
import type { Report, ReportedChange } from '../report/report.ts';
import { program } from '../wording.ts';
import { isObject, type ResultFields, rollbackIn, rolloutIn, textOr } from './recorded-rollout.ts';
import { recordedState } from './recorded-state.ts';

/** What a result says of a deploy. */
export interface RecordedResult
  extends Pick<
    Report,
    | 'purpose'
    | 'headline'
    | 'repository'
    | 'commit'
    | 'commitUrl'
    | 'pullRequestUrl'
    | 'changes'
    | 'supersededBy'
    | 'previousSource'
    | 'error'
  > {
  /** What was only tried out is told as what it would have been. */
  readonly state: DeployState;
  /** The page of what takes the deploy back, where its rollout failed. */
  readonly rollbackUrl: string | undefined;
}

const purposes = ['deploy', 'rollback', 'promotion', 'hold', 'release'] as const;

const remedy = `give the file that "${program} --json > FILE" made, or the outputs of the Action as JSON`;

/**
 * Reads the result of a deploy.
 * @param bytes of the file; PowerShell writes UTF-16
 * @param path of the file, for errors
 * @returns what it says
 * @throws {DeployError} invalid-input where it is no result
 */
export function parseResult(bytes: Uint8Array, path: string): RecordedResult {
  const bad = (what: string, cause?: unknown): DeployError =>
    new DeployError('invalid-input', `Cannot read the result "${path}": ${what}`, remedy, { cause });
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const fields = objectIn(new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes), bad);
  const text = (name: string): string | undefined => {
    const value = fields[name] ?? fields[name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') throw bad(`"${name}" is no text`);
    return value;
  };
  const rollback = rollbackIn(fields);
  return {
    state: recordedState(text('result'), rolloutIn(fields.rollout), rollback.result, bad),
    rollbackUrl: textOr(rollback.pullRequestUrl) ?? textOr(rollback.commitUrl),
    purpose: purposes.find((purpose) => purpose === text('purpose')),
    headline: text('headline'),
    repository: text('repository'),
    commit: text('commit'),
    commitUrl: text('commitUrl'),
    pullRequestUrl: text('pullRequestUrl'),
    changes: changesOf(fields.changes, bad),
    supersededBy: newerOf(fields.supersededBy),
    previousSource: text('previousSource'),
    error: errorOf(fields, text, bad),
  };
}

type MakeError = (what: string, cause?: unknown) => DeployError;

function objectIn(text: string, bad: MakeError): ResultFields {
  if (text.trim() === '') throw bad('it is empty');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw bad('it is not JSON', error);
  }
  if (!isObject(value)) throw bad('it is not a JSON object');
  return value;
}

/** The Action's output is a text that holds the list. */
function changesOf(value: unknown, bad: MakeError): readonly ReportedChange[] {
  if (value === undefined || value === '') return [];
  const list = typeof value === 'string' ? objectIn(`{"changes":${value}}`, bad).changes : value;
  if (!Array.isArray(list)) throw bad('"changes" is no list');
  return list.map((change: unknown) => {
    const { file, fileUrl, line, path, kind, name, namespace, image, variable, from, to } = isObject(change)
      ? change
      : {};
    if (typeof file !== 'string' || typeof line !== 'number' || typeof path !== 'string')
      throw bad('one of its "changes" has no file, line and path');
    if (typeof from !== 'string' || typeof to !== 'string')
      throw bad('one of its "changes" does not say from what to what');
    const words = { kind: textOr(kind), name: textOr(name), namespace: textOr(namespace) };
    return {
      file,
      fileUrl: textOr(fileUrl),
      line,
      path,
      ...words,
      image: textOr(image),
      variable: textOr(variable),
      from,
      to,
    };
  });
}

/** The Action names the order alone, of which no message speaks. */
function newerOf(value: unknown): RecordedResult['supersededBy'] {
  const order = isObject(value) ? textOr(value.order) : undefined;
  return isObject(value) && order !== undefined ? { order, runUrl: textOr(value.runUrl) } : undefined;
}

function errorOf(
  fields: ResultFields,
  text: (name: string) => string | undefined,
  bad: MakeError,
): RecordedResult['error'] {
  const {
    code,
    message,
    remedy: toDo,
  } = isObject(fields.error)
    ? fields.error
    : { code: text('errorCode'), message: text('errorMessage'), remedy: text('errorRemedy') };
  if (code === undefined) return undefined;
  if (!isCode(code) || typeof message !== 'string' || typeof toDo !== 'string')
    throw bad('its "error" is none of a deploy');
  return { code, message, remedy: toDo };
}

function isCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errors, code);
}
