// The variables that name certificates of private authorities, as git, OpenSSL and GitLab's runner have them.
import type { AuthorityFile } from '../remote/network-settings.ts';
import { nonEmpty, type Variables } from './variables.ts';

/**
 * Of git (https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpsslCAInfo), of OpenSSL
 * (https://docs.openssl.org/3.0/man7/openssl-env/), and of the runner, for a GitLab with a private authority
 * (https://docs.gitlab.com/runner/configuration/tls-self-signed/).
 */
const names = ['GIT_SSL_CAINFO', 'SSL_CERT_FILE', 'CI_SERVER_TLS_CA_FILE'] as const;

/**
 * Reads the files of certificates that the environment names. Node reads `NODE_EXTRA_CA_CERTS` by itself.
 * @param readText gives the text of the file at a path; `undefined` where there is none that can be read
 * @returns the file that each variable names, also one that cannot be read: it is refused where a connection by TLS needs it
 */
export function readAuthorities(
  variables: Variables,
  readText: (path: string) => string | undefined,
): readonly AuthorityFile[] {
  return names.flatMap((variable) => {
    const path = nonEmpty(variables[variable]);
    return path === undefined ? [] : [{ variable, path, text: readText(path) }];
  });
}
