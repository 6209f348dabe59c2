// git's services by themselves, started as `git http-backend` starts them: https://git-scm.com/docs/http-protocol
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';

/** What http-backend would start for a request, and what it would say before it. */
export interface GitService {
  readonly args: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** The first bytes of the body. */
  readonly preface: string;
}

/** The same words as http-backend's. */
const uncached = {
  Expires: 'Fri, 01 Jan 1980 00:00:00 GMT',
  Pragma: 'no-cache',
  'Cache-Control': 'no-cache, max-age=0, must-revalidate',
};

const paths =
  /^\/(?:(?:acme|scm\/acme|acme\/shop\/_git)\/)?config(?:\.git)?\/(?:info\/refs\?service=)?git-(upload-pack|receive-pack)$/;

/**
 * Finds the service that a request is for, where http-backend has nothing to decide.
 * @param protocol the value of `Git-Protocol` that git hears
 * @returns `undefined` where http-backend itself has to answer
 */
export function serviceFor(
  request: IncomingMessage,
  directory: string,
  protocol: string | undefined,
): GitService | undefined {
  const { method, url = '', headers } = request;
  const name = paths.exec(url)?.[1];
  const asksFirst = url.includes('/info/refs?');
  if (name === undefined || method !== (asksFirst ? 'GET' : 'POST')) return undefined;
  if (headers['content-encoding'] !== undefined || !allowsAll(directory)) return undefined;
  const type = `application/x-git-${name}`;
  if (!asksFirst) {
    if (headers['content-type'] !== `${type}-request`) return undefined;
    const head = { ...uncached, 'Content-Type': `${type}-result` };
    return { args: [name, '--stateless-rpc', '.'], headers: head, preface: '' };
  }
  const line = `# service=git-${name}\n`;
  const packet = `${(line.length + 4).toString(16).padStart(4, '0')}${line}0000`;
  return {
    args: [name, '--http-backend-info-refs', '.'],
    headers: { ...uncached, 'Content-Type': `${type}-advertisement` },
    preface: protocol?.includes('version=2') ? '' : packet,
  };
}

/** As test repositories are made: a push is allowed, and nothing is said of http-backend beside that. */
function allowsAll(directory: string): boolean {
  try {
    const config = readFileSync(join(directory, 'config'), 'utf8');
    readFileSync(join(directory, 'HEAD'));
    return config.match(/^\[http\]/gm)?.length === 1 && config.includes('[http]\n\treceivepack = "true"\n');
  } catch {
    return false;
  }
}
