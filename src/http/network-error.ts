// What node's network errors mean.
import { type FailureMeaning, RemoteError } from './remote-error.ts';

const network = 'check the host name, the proxy and the network of the runner';

const passing = (what: string): FailureMeaning => ({
  code: 'out-of-time',
  retry: 'later',
  what,
  remedy: network,
});

const untrusted = (what: string, remedy: string): FailureMeaning => ({
  code: 'untrusted-server',
  retry: 'never',
  what,
  remedy,
});

const privateAuthority =
  'if the server has a private certificate authority, point NODE_EXTRA_CA_CERTS to its certificate';

/** By node's error codes; TLS: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const meanings: Readonly<Record<string, FailureMeaning>> = {
  ENOTFOUND: passing('there is no host of that name'),
  EAI_AGAIN: passing('the name server does not answer'),
  ECONNREFUSED: passing('nothing listens there'),
  ECONNRESET: passing('the connection was cut'),
  EPIPE: passing('the connection was cut'),
  ETIMEDOUT: passing('the server does not answer'),
  EHOSTUNREACH: passing('there is no way to the host'),
  ENETUNREACH: passing('there is no way to the network'),
  CERT_HAS_EXPIRED: untrusted('its certificate has expired', 'ask whoever runs the server to renew it'),
  CERT_NOT_YET_VALID: untrusted('its certificate is not valid yet', 'check the clock of the runner'),
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted('its certificate is for another name', 'check the host in the URL'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted('its certificate has an unknown issuer', privateAuthority),
  UNABLE_TO_GET_ISSUER_CERT: untrusted('its certificate has an unknown issuer', privateAuthority),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted('its certificate has an unknown issuer', privateAuthority),
  SELF_SIGNED_CERT_IN_CHAIN: untrusted('its certificate has an unknown issuer', privateAuthority),
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted('its certificate is signed by itself', privateAuthority),
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
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const text = withoutSource(error instanceof Error ? error.message : String(error));
  const { what, ...meaning } = meanings[code] ?? tlsMeaning(code, text);
  const detail = what === text ? what : `${what} (${text})`;
  return new RemoteError(meaning.code, meaning.retry, `Cannot reach "${name}": ${detail}`, meaning.remedy, {
    cause: error,
    applied,
  });
}

/** OpenSSL adds the number of a thread and the line of its source; the reason is what counts. */
function withoutSource(text: string): string {
  return text.replace(/ [0-9A-F]+:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+):.*$/is, ': $1');
}

const notHttp: FailureMeaning = {
  code: 'not-a-git-server',
  retry: 'never',
  what: 'what answers there is not HTTP as it should be',
  remedy: 'check scheme and port of the URL, and ask whoever runs the server or a proxy between',
};

function tlsMeaning(code: string, text: string): FailureMeaning {
  if (/^CERT_|CERT$/.test(code)) return untrusted('its certificate is not valid', privateAuthority);
  if (/wrong version number/i.test(text))
    return untrusted('it does not speak TLS', 'check scheme and port of the URL');
  // What node's parser says: https://github.com/nodejs/llhttp
  if (code.startsWith('HPE_')) return notHttp;
  return passing(text);
}
