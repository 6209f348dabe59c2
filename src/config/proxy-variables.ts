// The variables that name the proxies, as curl and every other tool reads them.
import type { ProxySettings } from '../remote/proxy-settings.ts';
import type { Variables } from './variables.ts';

/**
 * Reads the proxies; lower case wins, as curl has it, and empty is the same as unset.
 * @returns the texts as they are; whoever uses one parses it
 */
export function readProxies(variables: Variables): ProxySettings {
  const read = (name: string) => variables[name.toLowerCase()] || variables[name] || undefined;
  return { httpsProxy: read('HTTPS_PROXY'), httpProxy: read('HTTP_PROXY'), noProxy: read('NO_PROXY') };
}

/**
 * Finds the passwords in the URLs of the proxies, as they are written and as they are meant.
 * @returns each of them once or twice
 */
export function proxyPasswords({ httpsProxy = '', httpProxy = '' }: ProxySettings): string[] {
  return [httpsProxy, httpProxy].flatMap((proxy) => {
    // Up to the last "@": whoever writes a "/", "?" or "#" as it is means it as a part of the password.
    const password = /^(?:\w+:\/\/)?[^:]*:(.+)@/s.exec(proxy)?.[1];
    return password === undefined ? [] : [password, percentDecoded(password)];
  });
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
