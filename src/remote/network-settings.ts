// How the environment says that the network is reached: read in config/, used by everything that connects.
import { noProxies, type ProxySettings } from './proxy-settings.ts';

/** A file of certificates that a variable of the environment names. */
export interface AuthorityFile {
  readonly variable: string;
  readonly path: string;
  /** What is in the file; `undefined` where it cannot be read. */
  readonly text: string | undefined;
}

/** What every connection needs to know of the network. */
export interface NetworkSettings {
  readonly proxies: ProxySettings;
  /** Certificates to trust beside those that come with Node. */
  readonly authorities: readonly AuthorityFile[];
}

/** No proxy, and nobody to trust but whom Node trusts. */
export const plainNetwork: NetworkSettings = { proxies: noProxies, authorities: [] };
