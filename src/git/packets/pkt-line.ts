// pkt-line, the frame of everything that git sends.
/**
 * The frame of everything that git sends. `flush` ends a message, `delimiter` a section of one, `end` a response
 * of a stateless connection. Source: https://git-scm.com/docs/protocol-common#_pkt_line_format
 */
export type Packet =
  | { readonly kind: 'data'; readonly data: Buffer }
  | { readonly kind: 'flush' | 'delimiter' | 'end' };

/** The most that one packet carries, bytes, without its length. */
export const maxPayload = 65_516;

export const flush: Uint8Array = Buffer.from('0000');
export const delimiter: Uint8Array = Buffer.from('0001');

const special = ['flush', 'delimiter', 'end'] as const;

/**
 * Makes one packet; text gets the newline that git itself sends.
 * @param payload at most 65,516 bytes
 * @returns the packet with its length in front
 */
export function pktLine(payload: string | Uint8Array): Uint8Array {
  const bytes = typeof payload === 'string' ? Buffer.from(`${payload}\n`) : payload;
  if (bytes.length > maxPayload) throw new RangeError(`A packet of ${bytes.length} bytes is too long`);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
}

/**
 * Gives the text of a data packet without its newline.
 * @returns the text; `undefined` for any other packet
 */
export function packetText(packet: Packet | undefined): string | undefined {
  return packet?.kind === 'data' ? packet.data.toString('utf8').replace(/\n$/, '') : undefined;
}

/** What the parser makes of the bytes so far. */
export type Parsed =
  | { readonly result: 'packet'; readonly packet: Packet; readonly length: number }
  | { readonly result: 'more' }
  | { readonly result: 'not-git' };

/**
 * Reads the packet at the start of the bytes.
 * @param bytes what has come so far
 * @returns the packet, and as `length` how many of the bytes it takes
 */
export function parsePacket(bytes: Buffer): Parsed {
  if (bytes.length < 4) return { result: 'more' };
  const text = bytes.toString('latin1', 0, 4);
  if (!/^[0-9a-f]{4}$/i.test(text)) return { result: 'not-git' };
  const length = Number.parseInt(text, 16);
  if (length < 4) {
    const kind = special[length];
    return kind ? { result: 'packet', packet: { kind }, length: 4 } : { result: 'not-git' };
  }
  if (bytes.length < length) return { result: 'more' };
  return { result: 'packet', packet: { kind: 'data', data: bytes.subarray(4, length) }, length };
}
