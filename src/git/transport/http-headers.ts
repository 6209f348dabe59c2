// The headers of git's requests over HTTP.
import type { Service } from './transport.ts';

/** What the headers say. */
export interface GitRequestHead {
  readonly service: Service;
  readonly method: 'GET' | 'POST';
  /** Of the body, bytes. */
  readonly length: number;
  readonly userAgent: string;
  readonly authorization: string | undefined;
}

/**
 * Makes the headers of a request of smart HTTP. Source: https://git-scm.com/docs/gitprotocol-http
 * @returns values by name
 */
export function gitHeaders({
  service,
  method,
  length,
  userAgent,
  authorization,
}: GitRequestHead): Record<string, string> {
  return {
    'User-Agent': userAgent,
    ...(authorization && { Authorization: authorization }),
    ...(service === 'git-upload-pack' && { 'Git-Protocol': 'version=2' }),
    ...(method === 'GET'
      ? { Accept: '*/*', 'Cache-Control': 'no-cache' }
      : {
          Accept: `application/x-${service}-result`,
          'Content-Type': `application/x-${service}-request`,
          'Content-Length': String(length),
        }),
  };
}
