// The bands of a packet: data, progress, errors.
import type { Packet } from './pkt-line.ts';

/**
 * A packet on one of three bands: data, text for people, an error that ends all. Source: gitprotocol-pack, "side-band".
 * On none comes what is said before there are bands (`ERR <text>`), or what is not git's.
 */
export type Band =
  | { readonly band: 'data'; readonly data: Buffer }
  | { readonly band: 'progress' | 'error' | 'none'; readonly text: string };

/**
 * Reads the band of a packet.
 * @returns the band and what it carries; `undefined` for a packet that carries nothing
 */
export function readBand(packet: Packet): Band | undefined {
  if (packet.kind !== 'data' || packet.data.length === 0) return undefined;
  const rest = packet.data.subarray(1);
  switch (packet.data[0]) {
    case 1:
      return { band: 'data', data: rest };
    case 2:
      return { band: 'progress', text: rest.toString('utf8') };
    case 3:
      return { band: 'error', text: rest.toString('utf8') };
    default:
      return { band: 'none', text: packet.data.toString('utf8') };
  }
}
