// A token server for the real registry: https://distribution.github.io/distribution/spec/auth/token/
import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeCertificates } from './tls.ts';

/** A token server. */
export interface TokenServer {
  readonly url: string;
  /** File with the authority that its tokens are signed under. */
  readonly authority: string;
  /** The header `Authorization` of every question. */
  readonly asked: (string | undefined)[];
  /** Makes a token that may do so much in a repository: `pull`, `push`. */
  tokenFor(repository: string, actions: readonly string[]): string;
  close(): Promise<void>;
}

/** What tokens are for, and who makes them. */
export const [tokenService, tokenIssuer] = ['a registry', 'a token server'];

/** @param wanted the header `Authorization` that gets a token */
export async function startTokenServer(wanted: string): Promise<TokenServer> {
  const certificates = await makeCertificates(['DNS:tokens.example.test']);
  const asked: (string | undefined)[] = [];
  const tokenFor = (name: string, actions: readonly string[]): string => {
    const now = Math.floor(Date.now() / 1000);
    const chain = [new X509Certificate(certificates.cert).raw.toString('base64')];
    const claims = {
      ...{ iss: tokenIssuer, aud: tokenService, sub: 'builder', jti: String(now) },
      ...{ iat: now - 10, nbf: now - 10, exp: now + 300, access: [{ type: 'repository', name, actions }] },
    };
    const words = [{ typ: 'JWT', alg: 'ES256', x5c: chain }, claims].map((each) =>
      Buffer.from(JSON.stringify(each)).toString('base64url'),
    );
    const key = { key: createPrivateKey(certificates.key), dsaEncoding: 'ieee-p1363' as const };
    return `${words.join('.')}.${sign('sha256', Buffer.from(words.join('.')), key).toString('base64url')}`;
  };
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://x');
    asked.push(request.headers.authorization);
    const [, name = '', actions = ''] =
      /^repository:(.*):([\w,]+)$/.exec(searchParams.get('scope') ?? '') ?? [];
    const isKnown = request.headers.authorization === wanted && searchParams.get('service') === tokenService;
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
    response.end(isKnown ? JSON.stringify({ token: tokenFor(name, actions.split(',')) }) : '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    authority: certificates.authority,
    asked,
    tokenFor,
    close: async () => {
      server.closeAllConnections();
      await Promise.all([new Promise((resolve) => server.close(resolve)), certificates.remove()]);
    },
  };
}
