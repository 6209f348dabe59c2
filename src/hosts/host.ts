// What is particular about a kind of git host, as data and small functions.
import type { RefusalRule } from '../http/refusal-rule.ts';
import { inputName } from '../wording.ts';

/** A kind of git host; one file of this folder each. */
export interface Host {
  readonly kind:
    | 'github'
    | 'gitlab'
    | 'bitbucket'
    | 'bitbucket-data-center'
    | 'gitea'
    | 'azure-devops'
    | 'gerrit'
    | 'unknown';
  /** The server of this kind that is open to everybody. */
  readonly publicServer: PublicServer | undefined;
  /** Words by which the name of a company's own server tells its kind: `gitlab` in `gitlab.acme.dev`. */
  readonly nameWords: readonly string[];
  /** Says whether a clone URL's path tells that its server is of this kind. */
  readonly hasPath: (path: string) => boolean;
  /**
   * The path of a commit's page on the web.
   * @param path of the clone URL, over HTTP or SSH
   * @returns `undefined` where the page is not known: no link is better than a dead one
   */
  readonly commitPath: (path: string, commit: string) => string | undefined;
  /**
   * The path of the page that compares two commits on the web.
   * @param path of the clone URL, over HTTP or SSH
   * @param from the older commit, which may be abbreviated
   * @returns `undefined` where the page is not known
   */
  readonly comparePath: (path: string, from: string, to: string) => string | undefined;
  /**
   * The path of the page that shows a line of a file at a commit.
   * @param path of the clone URL, over HTTP or SSH
   * @param file its path in the repository, percent-encoded between its slashes
   * @param line from 1 on
   * @returns `undefined` where the page is not known
   */
  readonly filePath: (path: string, commit: string, file: string, line: number) => string | undefined;
  /** The user name that goes with a token; `undefined`: any. */
  readonly tokenUser: string | undefined;
  /** The form of tokens that only hosts of this kind make. */
  readonly tokenForm: RegExp | undefined;
  /** User names that go with tokens of one form, whatever their server is called. */
  readonly tokenUsers: readonly TokenUser[];
  /** Whether a token may come without a user name, as `Authorization: Bearer`. */
  readonly takesBearer: boolean;
  /** What the path of a clone URL has to end with. */
  readonly pathSuffix: '' | '.git';
  /**
   * Says whether a server takes filters of trees that are several levels deep (`tree:3`), as git itself does.
   * @param agent the server's capability `agent`, as `git/2.47.3`
   */
  readonly takesTreeDepth: (agent: string) => boolean;
  /** The texts that name one reason of a refusal, in the order in which they are tried. */
  readonly refusals: readonly RefusalRule[];
  /** The texts that stand above reasons, or alone: tried where no host's reason fits. */
  readonly headings: readonly RefusalRule[];
}

/** A server that is open to everybody. */
interface PublicServer {
  /** `github.com` */
  readonly name: string;
  /** Names of the same server that are for SSH alone. */
  readonly sshNames: readonly string[];
  /** The host keys that it publishes, as lines of a known_hosts file. */
  readonly hostKeys: string;
}

/** A user name that goes with the tokens of a form. */
export interface TokenUser {
  readonly form: RegExp;
  readonly user: string;
}

/** A server of which nothing is known; the other hosts are like it except for what they say. */
export const unknownHost: Host = {
  kind: 'unknown',
  publicServer: undefined,
  nameWords: [],
  hasPath: () => false,
  commitPath: () => undefined,
  comparePath: () => undefined,
  filePath: () => undefined,
  tokenUser: undefined,
  tokenForm: undefined,
  tokenUsers: [],
  takesBearer: false,
  pathSuffix: '',
  takesTreeDepth: () => true,
  refusals: [],
  headings: [],
};

/** The remedy for a branch that takes its changes through a review. */
export const openRequestInstead = `set ${inputName('mode')} to "auto" to open a pull request there`;

/** The remedy for a host that has trouble of its own. */
export const seeStatusPage = "see the host's status page and run it again";

/**
 * Makes the path of a repository's page.
 * @param path of the clone URL: `/owner/name.git`, `owner/name.git`
 * @returns `/owner/name`
 */
export function repositoryPage(path: string): string {
  return `/${path.replace(/^\/+|(\.git)?\/*$/g, '')}`;
}
