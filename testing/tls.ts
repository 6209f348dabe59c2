// A private certificate authority.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A private certificate authority with one server certificate, made by openssl. */
export interface Certificates {
  /** File to point NODE_EXTRA_CA_CERTS to. */
  readonly authority: string;
  readonly key: Buffer;
  readonly cert: Buffer;
  remove(): Promise<void>;
}

/**
 * @param names subject alternative names, `DNS:git.example.test` or `IP:127.0.0.1`
 * @param extensions more lines for openssl, `extendedKeyUsage=clientAuth`
 */
export async function makeCertificates(
  names: readonly string[],
  extensions: readonly string[] = [],
): Promise<Certificates> {
  const folder = await mkdtemp(join(tmpdir(), 'gitops-deploy-tls-'));
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): Promise<unknown> => run('openssl', args, { cwd: folder });
  // Made in no time, where RSA takes a second of the processor.
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  const key = (name: string): string[] => [...curve, '-nodes', '-keyout', `${name}.key`];
  await openssl('req', '-x509', ...key('ca'), '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Test authority');
  await openssl('req', ...key('server'), '-out', 'server.csr', '-subj', '/CN=Test server');
  await writeFile(at('names'), [`subjectAltName=${names.join(',')}`, ...extensions].join('\n'));
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names', '-days', '2'];
  await openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.pem', ...signed);
  return {
    authority: at('ca.pem'),
    key: await readFile(at('server.key')),
    cert: await readFile(at('server.pem')),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
