// What node's errors of TLS mean: of certificates, and of servers that speak something else.
import type { FailureMeaning } from './remote-error.ts';

const untrusted = (what: string, remedy: string): FailureMeaning => ({
  code: 'untrusted-server',
  retry: 'never',
  what,
  remedy,
});

const privateAuthority =
  'if the server has a private certificate authority, set NODE_EXTRA_CA_CERTS or SSL_CERT_FILE to a file with its certificate';
const unknownIssuer = untrusted('its certificate has an unknown issuer', privateAuthority);
const anotherCertificate = 'ask the administrator of the server for a certificate that is made for servers';
const rightUrl = 'check scheme, host and port of the URL';

/** By node's codes: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const certificates: Readonly<Record<string, FailureMeaning>> = {
  CERT_HAS_EXPIRED: untrusted(
    'its certificate has expired',
    'ask the administrator of the server to renew it',
  ),
  CERT_NOT_YET_VALID: untrusted('its certificate is not valid yet', 'check the clock of the runner'),
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted('its certificate is for another name', 'check the host in the URL'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownIssuer,
  SELF_SIGNED_CERT_IN_CHAIN: unknownIssuer,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted('its certificate is signed by itself', privateAuthority),
  INVALID_PURPOSE: untrusted('its certificate is for another purpose', anotherCertificate),
  INVALID_CA: untrusted('the issuer of its certificate may not issue any', anotherCertificate),
  PATH_LENGTH_EXCEEDED: untrusted('its certificate has too many issuers', anotherCertificate),
  HOSTNAME_MISMATCH: untrusted('its certificate is for another name', 'check the host in the URL'),
};

/** By OpenSSL's reasons; the first that fits counts. */
const handshakes: readonly (readonly [RegExp, FailureMeaning])[] = [
  // A cut or a flipped bit on the way: the next try may succeed.
  [
    /bad record mac|decryption failed|decrypt error|internal error|unexpected eof/i,
    { code: 'out-of-time', retry: 'later', what: 'the TLS connection broke', remedy: 'run it again' },
  ],
  [
    /wrong version number|packet length too long|http request|unexpected message|record layer failure/i,
    untrusted('it does not speak TLS', rightUrl),
  ],
  [
    /protocol version|unsupported protocol|no protocols available|version too low/i,
    untrusted('it knows only versions of TLS that are not safe', 'have the server speak TLS 1.2 or later'),
  ],
  [
    /handshake failure|no shared cipher|insufficient security|no cipher/i,
    untrusted(
      'it and this program know no cipher in common',
      'have the server speak TLS 1.2 or later with usual ciphers',
    ),
  ],
  [
    /certificate required|alert bad certificate|alert unknown ca|alert access denied/i,
    untrusted(
      'it asks for a certificate of the client',
      'client certificates are not supported: use a port of the server that asks for none',
    ),
  ],
  [/unrecognized name/i, untrusted('it has no host of that name', rightUrl)],
  [
    /too small|too weak|md too weak|no suitable (?:signature|key)/i,
    untrusted('its certificate or its keys are too weak', anotherCertificate),
  ],
];

/**
 * Says what an error of TLS means.
 * @param code node's
 * @param text the message, with OpenSSL's reason
 * @returns `undefined` for an error that is not one of TLS
 */
export function tlsMeaning(code: string, text: string): FailureMeaning | undefined {
  const known = certificates[code];
  if (known !== undefined) return known;
  if (/^CERT_|CERT$|CERTIFICATE$|_CERT_|_SIGNATURE$/.test(code))
    return untrusted('its certificate is not valid', privateAuthority);
  if (code !== 'EPROTO' && !code.startsWith('ERR_SSL_') && !/too weak/i.test(text)) return undefined;
  const meaning = handshakes.find(([reason]) => reason.test(text) || reason.test(code.replaceAll('_', ' ')));
  return meaning?.[1] ?? untrusted('the TLS handshake fails', rightUrl);
}
