import * as http from 'node:http';

/** URLs of proxies as the environment names them, with or without `http://`, and the hosts that need none. */
export interface ProxySettings {
  readonly httpsProxy?: string;
  readonly httpProxy?: string;
  readonly noProxy?: string;
}

/**
 * Has `fetch` go through the proxies. Node from 24.14 on can be told while it runs, an older one only when it starts, by
 * NODE_USE_ENV_PROXY: https://nodejs.org/api/http.html#httpsetglobalproxyfromenvproxyenv
 * @returns undoes it
 */
export function useProxies({ httpsProxy, httpProxy, noProxy }: ProxySettings): () => void {
  const tell: typeof http.setGlobalProxyFromEnv | undefined = http.setGlobalProxyFromEnv;
  if (tell === undefined || (httpsProxy === undefined && httpProxy === undefined)) return () => undefined;
  return tell({
    ...(httpsProxy === undefined ? {} : { HTTPS_PROXY: whole(httpsProxy) }),
    ...(httpProxy === undefined ? {} : { HTTP_PROXY: whole(httpProxy) }),
    ...(noProxy === undefined ? {} : { NO_PROXY: noProxy }),
  });
}

const whole = (url: string): string => (url.includes('://') ? url : `http://${url}`);
