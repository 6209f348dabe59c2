// The proxies that the environment names: read in config/, used by everything that goes over the network.

/** The variables of the environment by which every tool is told its proxy; empty is the same as unset. */
export interface ProxySettings {
  /** For https:// URLs, and for SSH: a URL, or `host:port`. */
  readonly httpsProxy: string | undefined;
  /** For http:// URLs: a URL, or `host:port`. */
  readonly httpProxy: string | undefined;
  /** Names of hosts, with or without what is below them, separated by commas; `*` is all. */
  readonly noProxy: string | undefined;
}

/** No proxy for anything. */
export const noProxies: ProxySettings = { httpsProxy: undefined, httpProxy: undefined, noProxy: undefined };
