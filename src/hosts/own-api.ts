// The API of the CI's own host.

/** What the CI says of its own host. */
export interface OwnApi {
  /** `https://git.acme.dev` */
  readonly serverUrl: string | undefined;
  readonly apiUrl: string | undefined;
}

/**
 * Gives the API that the CI names, where a repository is on the CI's host.
 * @param origin of the repository's host: `https://git.acme.dev`
 * @returns the address without a slash at its end; `undefined` for another host, or where the CI names none
 */
export function ciApiOf(origin: string, { serverUrl, apiUrl }: OwnApi): string | undefined {
  if (!apiUrl || !serverUrl || new URL(serverUrl).origin !== origin) return undefined;
  return apiUrl.replace(/\/+$/, '');
}
