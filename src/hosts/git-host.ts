// What git is told of the hosts that are known here.
import { authorization } from '../http/authorization.ts';
import type { RefusalRule } from '../http/refusal-rule.ts';
import { type KnownHost, parseKnownHosts } from '../remote/ssh/known-hosts.ts';
import { publishedHostKeys } from '../remote/ssh/known-hosts-data.ts';
import type { HttpUrl } from '../remote/url.ts';
import { hostRefusals } from './refusals.ts';

/** What git is told of hosts. */
interface HostKnowledge {
  readonly refusals: readonly RefusalRule[];
  readonly knownHosts: readonly KnownHost[];
  authorization(url: HttpUrl, token: string, username: string | undefined): string;
  takesTreeDepth(agent: string): boolean;
}

/** All hosts at once: a company's own host does not tell by its name which kind it is, but its texts do. */
export const anyHost: HostKnowledge = {
  refusals: hostRefusals,
  get knownHosts() {
    return parseKnownHosts(publishedHostKeys);
  },
  authorization,
  // GitHub takes what its bitmaps answer, and says "tree filter allows max depth 0".
  takesTreeDepth: (agent) => !agent.startsWith('git/github-'),
};
