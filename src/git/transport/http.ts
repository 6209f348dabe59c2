// Git over HTTP: every call is a request, and idle connections are kept.

import { openRoute, type Route } from '../../http/route.ts';
import { inputName } from '../../wording.ts';
import { DrainingConnections } from './draining.ts';
import { skipServiceLine } from './http-answer.ts';
import { type Asked, type HttpOptions, send } from './http-exchange.ts';
import { following } from './http-redirect.ts';
import type { Transport } from './transport.ts';

/**
 * Makes the transport of smart HTTP. Source: https://git-scm.com/docs/gitprotocol-http
 * @param options where the repository is and how to get in
 * @returns the transport; nothing is sent yet
 */
export function httpTransport(options: HttpOptions): Transport {
  const { url, refusals, proxy, authorities, signal, log } = options;
  const draining = new DrainingConnections();
  let route: Promise<Route> | undefined;
  let { href } = url;
  const name = `${new URL(url.href).host}${url.path.replace(/\.git$/, '')}`;
  const exchange = async (to: string, asked: Asked) => {
    const { connectMs } = options.limits();
    route ??= openRoute({ origin: url, proxy, authorities, lookup: undefined, connectMs, signal });
    const opened = await route;
    const free = draining.whenFree(opened.agent);
    if (free) await free;
    return send({ ...asked, href: to, options, name, route: opened, draining });
  };
  return {
    name,
    refusals,
    parallel: true,
    async advertise(service) {
      const asked: Asked = { service, method: 'GET', body: Buffer.alloc(0), onFirstByte: undefined };
      const answer = await following(
        href,
        (to) => exchange(to, asked),
        (to) => {
          if (href === to) return;
          href = to;
          log(`The repository is now at "${to}": write that as ${inputName('repository')}`);
        },
      );
      return skipServiceLine(answer);
    },
    // Connections that were needed for the first questions serve the next ones.
    prepare: () => undefined,
    request: (service, body, onFirstByte) =>
      exchange(href, { service, method: 'POST', body: Buffer.concat(body), onFirstByte }),
  };
}
