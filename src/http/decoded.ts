// The body of an answer without its compression.
import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createUnzip } from 'node:zlib';

/**
 * Undoes the `Content-Encoding` of an answer: asked for `identity`, some proxies and servers compress all the same. It goes piece
 * by piece, as fast as the body is read, so that a bomb takes no memory.
 * Source: RFC 9110, 8.4.1
 * @param response whose head was read
 * @returns the body; what destroys it destroys the answer, and the other way round
 */
export function decoded(response: IncomingMessage): Readable {
  const { statusCode, headers } = response;
  const coding = headers['content-encoding']?.trim().toLowerCase();
  const isEmpty = statusCode === 204 || statusCode === 304 || headers['content-length'] === '0';
  if (coding === undefined || isEmpty || !/^(?:x-)?gzip$|^deflate$/.test(coding)) return response;
  return pipeline(response, createUnzip(), () => undefined);
}
