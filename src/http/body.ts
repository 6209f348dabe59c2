// The body of an answer, as much of it as is wanted in memory.

/** What came of a body. */
export interface BoundedBody {
  readonly bytes: Buffer;
  /** `broken`: the connection ended before the body did. `too-long`: it is cut, and its connection with it. */
  readonly end: { readonly is: 'whole' | 'too-long' } | { readonly is: 'broken'; readonly cause: unknown };
}

/**
 * Reads a body up to a limit; what is longer is cut.
 * @param mostBytes never more than this comes back
 * @returns the bytes, and whether there were more
 */
export async function readBody(body: AsyncIterable<Uint8Array>, mostBytes: number): Promise<BoundedBody> {
  const chunks: Uint8Array[] = [];
  const bytes = (): Buffer => Buffer.concat(chunks).subarray(0, mostBytes);
  let length = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > mostBytes) return { bytes: bytes(), end: { is: 'too-long' } };
    }
  } catch (cause) {
    return { bytes: bytes(), end: { is: 'broken', cause } };
  }
  return { bytes: bytes(), end: { is: 'whole' } };
}
