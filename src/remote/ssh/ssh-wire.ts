// The types of data of the SSH protocol. Source: RFC 4251, section 5

/** Data types of the SSH protocol. Source: RFC 4251, section 5. */

/**
 * Writes a `string`: a length of four bytes, then that many bytes.
 * @param value the bytes, or text in UTF-8
 * @returns the length and the bytes
 */
export function sshString(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/**
 * Writes an `mpint`: a positive number of any size, as short as it can be, with a zero byte where the top bit
 * is set.
 * @param value the number, big-endian
 * @returns the length and the bytes
 */
export function sshInteger(value: Uint8Array): Buffer {
  const start = value.findIndex((byte) => byte !== 0);
  const bytes = start < 0 ? Buffer.alloc(0) : Buffer.from(value.subarray(start));
  const [first = 0] = bytes;
  return sshString(first < 0x80 ? bytes : Buffer.concat([Buffer.alloc(1), bytes]));
}

/**
 * Reads the strings that some bytes begin with.
 * @param bytes what was received
 * @param count how many strings to read
 * @returns the strings and how many bytes they take; `undefined` where the bytes end too early
 */
export function readSshStrings(
  bytes: Uint8Array,
  count: number,
): { readonly strings: readonly Buffer[]; readonly length: number } | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const strings: Buffer[] = [];
  let offset = 0;
  while (strings.length < count) {
    if (offset + 4 > buffer.length) return undefined;
    const end = offset + 4 + buffer.readUInt32BE(offset);
    if (end > buffer.length) return undefined;
    strings.push(buffer.subarray(offset + 4, end));
    offset = end;
  }
  return { strings, length: offset };
}
