// A clone URL in any of its spellings.
import { program } from '../wording.ts';
import { type HttpUrl, parseHttpUrl } from './url-http.ts';
import { checkUrlText, spellings, urlRefusal } from './url-refusal.ts';
import { parseScpUrl, parseSshUrl, type SshUrl } from './url-ssh.ts';

export type { HttpUrl, SshUrl };

/** Where the repository is, without any secret. */
export type RemoteUrl = HttpUrl | SshUrl;

/**
 * Reads a clone URL: `https://`, `http://`, `ssh://` or `git@host:path`. Everything else that git understands
 * (transport helpers, local paths, git://) is refused, and so is whatever could reach a command line as an
 * option.
 * @param text the clone URL
 * @returns its parts
 * @throws {DeployError} invalid-input; its message never holds the URL's credentials
 */
export function parseRemoteUrl(text: string): RemoteUrl {
  checkUrlText(text);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  switch (scheme) {
    case 'https':
    case 'http':
      return parseHttpUrl(text);
    case 'ssh':
    case 'git+ssh':
    case 'ssh+git':
      return parseSshUrl(text);
    case undefined:
      return parseSchemeless(text);
    default:
      throw urlRefusal(text, `"${scheme}://" is not a way to push here`);
  }
}

function parseSchemeless(text: string): RemoteUrl {
  if (/^[a-z]:/i.test(text) || /^[./~]/.test(text))
    throw urlRefusal(
      text,
      'it is a path on this machine',
      `${spellings}; files on this machine are for "${program} edit FILE"`,
    );
  // Git's rule: a colon before the first slash makes it the scp spelling.
  if (/^(?:[^/]*@)?(?:\[[^\]/]*\]|[^/:]*):/.test(text)) return parseScpOrForgotten(text);
  throw urlRefusal(text, 'it is not a clone URL', `${spellings}, or "owner/name" on this CI's own host`);
}

function parseScpOrForgotten(text: string): RemoteUrl {
  if (/^(?:https?|ssh|file):/i.test(text)) throw urlRefusal(text, 'two slashes after the colon are missing');
  return parseScpUrl(text);
}
