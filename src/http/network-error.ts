// What node's network errors mean.
import { type FailureMeaning, RemoteError } from './remote-error.ts';
import { tlsMeaning } from './tls-error.ts';

const network = 'check the host name, the proxy and the network of the runner';

const passing = (what: string): FailureMeaning => ({
  code: 'out-of-time',
  retry: 'later',
  what,
  remedy: network,
});

/** Said of a name that no name server knows. One that has just started may not know it yet, which passes within seconds. */
export const unknownName: FailureMeaning = {
  code: 'repository-not-found',
  retry: 'seconds',
  what: 'there is no host of that name',
  remedy: 'check the host name in the URL or in the image, and in the variable of a proxy that is named here',
};

/** By node's error codes: https://nodejs.org/api/errors.html#common-system-errors */
const meanings: Readonly<Record<string, FailureMeaning>> = {
  ENOTFOUND: unknownName,
  EAI_AGAIN: passing('the name server does not answer'),
  ECONNREFUSED: passing('nothing listens there'),
  ECONNRESET: passing('the connection was cut'),
  EPIPE: passing('the connection was cut'),
  ETIMEDOUT: passing('the server does not answer'),
  EHOSTUNREACH: passing('there is no way to the host'),
  ENETUNREACH: passing('there is no way to the network'),
};

/** Codes and texts of the errors that the time limits of a request make. */
export const timeOuts = {
  connect: 'ETIMEDOUT',
  silence: 'the server fell silent',
  total: 'the answer takes too long',
} as const;

/**
 * Translates an error of node's network into what it means for people and for another try.
 * @param name what messages call the server
 * @param error as it was thrown; a RemoteError comes back as it is
 * @param applied whether what was asked may have been done all the same
 * @returns the error, with the cause
 */
export function networkError(name: string, error: unknown, applied: 'no' | 'maybe'): RemoteError {
  if (error instanceof RemoteError) return error;
  const code = String(propertyOf(error, 'code') ?? '');
  const text = withoutSource(String(propertyOf(error, 'message') ?? error));
  const { what, ...meaning } =
    meanings[code] ?? parseMeaning(code, error) ?? tlsMeaning(code, text) ?? passing(text);
  const detail = what === text ? what : `${what} (${text})`;
  return new RemoteError(meaning.code, meaning.retry, `Cannot reach "${name}": ${detail}`, meaning.remedy, {
    cause: error,
    applied,
  });
}

/** Node's errors may be of another realm than ours, where `instanceof` does not know them. */
function propertyOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}

/** OpenSSL adds the number of a thread and the line of its source; the reason is what counts. */
function withoutSource(text: string): string {
  return text.replace(/ [0-9A-F]+:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+):.*$/is, ': $1');
}

/** What node's parser says: https://github.com/nodejs/llhttp. An answer that is cut, or goes on behind its end, may pass. */
function parseMeaning(code: string, error: unknown): FailureMeaning | undefined {
  if (!code.startsWith('HPE_') || /^HPE_(?:INVALID_EOF_STATE|CLOSED_CONNECTION)$/.test(code))
    return undefined;
  const speaksTls = isTlsRecord(error);
  return {
    code: 'not-a-git-server',
    retry: 'never',
    what: speaksTls ? 'it speaks TLS' : 'what it answers is not HTTP',
    remedy: speaksTls
      ? 'write "https://" in the URL'
      : 'check scheme and port of the URL, and ask the administrator of the server or of a proxy between',
  };
}

/** An alert or a handshake: RFC 8446, 5.1. */
function isTlsRecord(error: unknown): boolean {
  const packet = propertyOf(error, 'rawPacket');
  return packet instanceof Uint8Array && (packet[0] === 0x15 || packet[0] === 0x16) && packet[1] === 3;
}
