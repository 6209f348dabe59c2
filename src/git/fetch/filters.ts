// The filters that a server takes, as far as it is known.
import { RemoteError } from '../../http/remote-error.ts';
import { type Advertisement, canFetch } from '../wire/advertisement.ts';
import type { Filter } from '../wire/fetch-v2.ts';
import { FilterRefused } from '../wire/wire-error.ts';

/** Which filters a server takes, as far as it is known. */
export interface Filters {
  /** Whether it says that it has any. */
  areThere(): boolean;
  /** The wanted filter, or the next one that lets more pass; `undefined`: none of them. */
  allowed(wanted: Filter): Filter | undefined;
  /** Whether the error means that the filter is not allowed, which is known from then on. */
  refuses(filter: Filter, error: unknown): boolean;
}

type Kind = 'several levels' | 'tree:0' | 'blob:none';

/** Each lets all pass that is wanted of the one before. */
const ladder: readonly Kind[] = ['several levels', 'tree:0', 'blob:none'];

/**
 * Opens what is known of a server's filters.
 * @param advertised what the server said
 * @param takesTreeDepth whether a server of that agent takes `tree:<n>` beyond 0
 * @returns the filters that may be asked for
 */
export function openFilters(
  advertised: () => Advertisement | undefined,
  takesTreeDepth: (agent: string) => boolean,
): Filters {
  const refused = new Set<Kind>();

  const areThere = () => canFetch(advertised(), 'filter');

  function isAllowed(kind: Kind): boolean {
    const agent = advertised()?.capabilities.get('agent') ?? '';
    return !refused.has(kind) && (kind !== 'several levels' || takesTreeDepth(agent));
  }

  return {
    areThere,
    allowed(wanted) {
      if (!areThere()) return undefined;
      const kind = ladder.slice(ladder.indexOf(kindOf(wanted))).find(isAllowed);
      return kind === 'several levels' ? wanted : kind;
    },
    refuses(filter, error) {
      const kind = kindOf(filter);
      // Old servers know no depth but 0, and say so in many ways, or die; one that asks to wait says nothing of filters.
      const mayBe =
        error instanceof RemoteError && (error.retryAfterMs === undefined || isOfRepository(error));
      if (!(error instanceof FilterRefused) && !(kind === 'several levels' && mayBe)) return false;
      refused.add(kind);
      return true;
    },
  };
}

/** What is damaged further down may be none of what is wanted. */
const isOfRepository = ({ code }: RemoteError): boolean => code === 'unsupported-repository';

const kindOf = (filter: Filter): Kind =>
  filter === 'blob:none' || filter === 'tree:0' ? filter : 'several levels';
