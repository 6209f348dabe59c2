// The fetch of protocol v2.
import { delimiter, flush, pktLine } from '../packets/pkt-line.ts';
import type { Transport } from '../transport/transport.ts';
import { type Packfile, readPackfile, skipToPack } from './packfile.ts';

/**
 * What to leave out: all blobs, or what lies so many levels or more below what is wanted by its id; the root tree lies
 * one level below its commit.
 */
export type Filter = 'blob:none' | `tree:${number}`;

export interface FetchRequest {
  /** Ids of commits, trees or blobs. */
  readonly wants: readonly string[];
  /** Commits whose history and trees need not be sent. */
  readonly haves: readonly string[];
  /** So many commits, from the wanted ones back; 1: without their parents; `undefined`: all of them. */
  readonly depth: number | undefined;
  readonly filter: Filter | undefined;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Fetches one pack, in one request: with `done`, nothing is negotiated.
 * Source: https://git-scm.com/docs/protocol-v2#_fetch
 * @throws {OversizeError} where the pack is over its limits
 * @throws {DeployError} out-of-time where the answer is cut, and what the server says in place of it
 */
export async function fetchPack(
  transport: Transport,
  request: FetchRequest,
  packfile: Packfile,
): Promise<void> {
  const answer = await transport.request('git-upload-pack', fetchBody(request));
  if (request.signal?.aborted) answer.cancel();
  request.signal?.addEventListener('abort', answer.cancel, { once: true });
  try {
    // Sections before the pack say what became shallow, which is known: it was asked for.
    await skipToPack(answer, transport, (line) => line === 'packfile');
    await readPackfile(answer, transport, packfile);
  } finally {
    request.signal?.removeEventListener('abort', answer.cancel);
  }
}

function fetchBody({ wants, haves, depth, filter }: FetchRequest): Uint8Array[] {
  const lines = [
    'no-progress',
    'ofs-delta',
    ...(depth === undefined ? [] : [`deepen ${depth}`]),
    ...(filter ? [`filter ${filter}`] : []),
    ...wants.map((oid) => `want ${oid}`),
    ...haves.map((oid) => `have ${oid}`),
    'done',
  ];
  return [pktLine('command=fetch'), delimiter, ...lines.map(pktLine), flush];
}
