// Whom TLS trusts beside the authorities that come with Node.
import type { SecureContext } from 'node:tls';
import { DeployError } from '../errors.ts';
import type { AuthorityFile } from '../remote/network-settings.ts';

/** Reading all that Node trusts takes a tenth of a second: it is done once for the settings of a run. */
const made = new WeakMap<readonly AuthorityFile[], SecureContext>();

/**
 * Makes what TLS trusts: the certificates that Node trusts by itself, and those of the files.
 * @returns `undefined` where there are no files, for what Node does by itself
 * @throws {DeployError} invalid-input for a file that cannot be read or holds no certificate
 */
export async function trustWith(authorities: readonly AuthorityFile[]): Promise<SecureContext | undefined> {
  if (authorities.length === 0) return undefined;
  const known = made.get(authorities);
  if (known !== undefined) return known;
  const [tls, { X509Certificate }] = await Promise.all([import('node:tls'), import('node:crypto')]);
  const added = authorities.flatMap((file) => certificatesOf(file, (pem) => canRead(X509Certificate, pem)));
  const context = tls.createSecureContext({ ca: [...trustedByNode(tls), ...added] });
  made.set(authorities, context);
  return context;
}

type Tls = typeof import('node:tls');

/** Node 20 cannot say what `NODE_EXTRA_CA_CERTS` adds; there the other variables replace that one. */
function trustedByNode(tls: Tls): readonly string[] {
  const { getCACertificates }: Partial<Pick<Tls, 'getCACertificates'>> = tls;
  return getCACertificates?.('default') ?? tls.rootCertificates;
}

function certificatesOf(file: AuthorityFile, canRead: (pem: string) => boolean): readonly string[] {
  const { text } = file;
  if (text === undefined) throw unusable(file, 'there is no file of that name that can be read');
  const blocks = text.match(/-----BEGIN (TRUSTED )?CERTIFICATE-----[^-]*-----END \1?CERTIFICATE-----/g) ?? [];
  const certificates = blocks.filter(canRead);
  if (certificates.length > 0) return certificates;
  throw unusable(file, 'it holds no certificate in PEM form ("-----BEGIN CERTIFICATE-----")');
}

function canRead(Certificate: typeof import('node:crypto').X509Certificate, pem: string): boolean {
  try {
    return new Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

function unusable({ variable, path }: AuthorityFile, what: string): DeployError {
  return new DeployError(
    'invalid-input',
    `Cannot use the file "${path.slice(0, 200)}" of variable "${variable}": ${what}`,
    `let "${variable}" name a file of certificates in PEM form, or unset it`,
  );
}
