// Redirects: where they lead, and which of them are followed.
import { RemoteError } from '../../http/remote-error.ts';

/** A repository that answers at another address of the same server; thrown where nobody follows. */
export class RepositoryMoved extends RemoteError {
  /** What to send requests to from now on; `/info/refs` and the like are appended. */
  readonly href: string;

  constructor(href: string, refusal: RemoteError) {
    super(refusal.code, refusal.retry, refusal.marked.message, refusal.marked.remedy);
    this.href = href;
  }
}

/**
 * Reads where a redirect leads; an address may be relative to what was asked for: RFC 9110, 10.2.2.
 * @param location the header, as it came
 * @param asked the URL that was asked for
 * @returns `undefined` where it leads nowhere
 */
export function redirectTarget(location: string | string[] | undefined, asked: string): URL | undefined {
  if (typeof location !== 'string' || !URL.canParse(location, asked)) return undefined;
  return new URL(location, asked);
}

/**
 * Finds the new address of a repository, as git does for its first request (`http.followRedirects=initial`): the redirect
 * has to end as the request did. Only the same scheme, host and port count: the token is for no other server.
 * Source: update_url_from_redirect() in git's http.c, https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpfollowRedirects
 * @param location the header, as it came
 * @param asked the URL that was asked for
 * @param tail what `asked` has behind the repository's address: `/info/refs?service=git-upload-pack`
 * @returns the address, without credentials; `undefined` where the redirect is not to be followed
 */
export function movedTo(
  location: string | string[] | undefined,
  asked: string,
  tail: string,
): string | undefined {
  const target = redirectTarget(location, asked);
  if (target === undefined || target.origin !== new URL(asked).origin) return undefined;
  const href = `${target.origin}${target.pathname}${target.search}`;
  return href.endsWith(tail) ? href.slice(0, -tail.length) : undefined;
}

/** As many as git follows: CURLOPT_MAXREDIRS in git's http.c. */
const mostRedirects = 20;

/**
 * Asks at an address, and where the repository answers from another one, there.
 * @param href where to begin
 * @param ask sends the request to an address
 * @param onMove hears of the new address, once it has answered
 * @returns the answer
 * @throws {RemoteError} where redirects lead in a circle, or do not end
 */
export async function following<T>(
  href: string,
  ask: (href: string) => Promise<T>,
  onMove: (href: string) => void,
): Promise<T> {
  const asked = new Set<string>();
  for (let next = href; ; ) {
    asked.add(next);
    try {
      const answer = await ask(next);
      if (next !== href) onMove(next);
      return answer;
    } catch (error) {
      if (!(error instanceof RepositoryMoved) || asked.has(error.href) || asked.size > mostRedirects)
        throw error;
      next = error.href;
    }
  }
}
