// Where a branch stands, and what its server can do.

import type { Transport } from '../transport/transport.ts';
import { type Advertisement, readAdvertisement } from '../wire/advertisement.ts';
import { listRefs } from '../wire/ls-refs.ts';
import { sha256Repository, type Tip, tipNames, tipOf } from './tip.ts';

/** Finds where a branch stands, and with the first question what the server can do. */
export interface Discovery {
  tip(branch: string | undefined): Promise<Tip>;
  /** What the server said; there is something once the first tip is known. */
  advertised(): Advertisement | undefined;
}

/**
 * Opens the questions for tips. Over a stateless transport the first question for the tip goes out beside the one for the
 * capabilities, so that both take one round trip; a server of protocol v0 lists its tips with the capabilities, and does
 * not understand the other, so it hears that once.
 * @returns what asks; nothing is sent yet
 */
export function openDiscovery(transport: Transport): Discovery {
  let known: Advertisement | undefined;

  async function first(branch: string | undefined): Promise<Tip> {
    const early =
      transport.parallel && known === undefined ? listRefs(transport, tipNames(branch)) : undefined;
    early?.catch(() => undefined);
    const answer = await transport.advertise('git-upload-pack');
    known = await readAdvertisement(answer, transport, tipNames(branch));
    if ((known.capabilities.get('object-format') ?? 'sha1') !== 'sha1')
      throw sha256Repository(transport.name);
    if (known.version === 0) return tipOf(known.refs, branch, transport.name);
    return tipOf(await (early ?? listRefs(transport, tipNames(branch))), branch, transport.name);
  }

  return {
    advertised: () => known,
    async tip(branch) {
      if (known?.version !== 2) return first(branch);
      return tipOf(await listRefs(transport, tipNames(branch)), branch, transport.name);
    },
  };
}
