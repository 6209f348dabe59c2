// Looking up names that may lead to addresses of the internet alone: the connection goes to what was checked, and nowhere else.
import type { LookupAddress, LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { specialUse } from '../remote/special-addresses.ts';
import { inputName } from '../wording.ts';
import { RemoteError } from './remote-error.ts';

/** As much of `dns.lookup` as is used here. */
export type LookupAll = (
  host: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Makes a lookup for sockets that refuses a name of which one address is special: it may be the one that is connected to. A socket
 * connects to what its lookup gives, so that a name that leads elsewhere a moment later leads nobody there.
 * @param lookupAll asks the name server
 * @returns fails with RemoteError invalid-input for a name that leads to a special address
 */
export function publicLookup(lookupAll: LookupAll): LookupFunction {
  return (host, { family, hints, all }, callback) => {
    lookupAll(host, { family, hints, all: true }, (error, addresses) => {
      const special = addresses?.find(({ address }) => specialUse(address) !== undefined);
      const refusal = special && addressRefusal(host, special.address);
      const [first] = addresses ?? [];
      if (error ?? refusal) callback(error ?? refusal ?? null, '');
      else if (all) callback(null, addresses);
      else callback(null, first?.address ?? '', first?.family ?? isIP(first?.address ?? ''));
    });
  };
}

function addressRefusal(host: string, address: string): RemoteError {
  return new RemoteError(
    'invalid-input',
    'never',
    `Cannot connect to "${host}": its name leads to ${address} (${specialUse(address)})`,
    `write an address of the internet, or set ${inputName('notify-allow-private')} to true if the network is yours`,
  );
}
