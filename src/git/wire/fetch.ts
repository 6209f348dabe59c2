import { RemoteError } from '../failure.ts';
import { quoted } from '../rejection.ts';
import type { Answer, Transport } from '../transport/transport.ts';
import { packCount } from './pack-reader.ts';
import { delimiter, flush, type Packet, packetText, pktLine } from './pkt-line.ts';
import { readBand } from './side-band.ts';
import { serverError, wireError } from './wire-error.ts';

/** What to leave out: all blobs, or everything but commits and what is wanted by its id. */
type Filter = 'blob:none' | 'tree:0';

export interface FetchRequest {
  /** Ids of commits, trees or blobs. */
  readonly wants: readonly string[];
  /** Commits whose history and trees need not be sent. */
  readonly haves?: readonly string[];
  /** Only the wanted commits, without their parents. */
  readonly shallow?: boolean;
  readonly filter?: Filter | undefined;
  /** A pack of more is not read. */
  readonly limits?: { readonly objects: number; readonly bytes: number };
  /** Aborts when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
}

/** `too-big`: it is over the limits. */
export type FetchResult = { readonly result: 'pack'; readonly pack: Buffer } | { readonly result: 'too-big' };

/**
 * Fetches one pack, in one request: with `done`, nothing is negotiated.
 * Source: https://git-scm.com/docs/protocol-v2#_fetch
 */
export async function fetchPack(transport: Transport, request: FetchRequest): Promise<FetchResult> {
  const answer = await transport.request('git-upload-pack', fetchBody(request));
  if (request.signal?.aborted) answer.cancel();
  request.signal?.addEventListener('abort', answer.cancel, { once: true });
  try {
    await skipToPack(answer, transport.name);
    return await readPackBytes(answer, transport.name, request.limits);
  } finally {
    request.signal?.removeEventListener('abort', answer.cancel);
  }
}

function fetchBody({ wants, haves = [], shallow = false, filter }: FetchRequest): Uint8Array[] {
  const lines = [
    'no-progress',
    'ofs-delta',
    ...(shallow ? ['deepen 1'] : []),
    ...(filter ? [`filter ${filter}`] : []),
    ...wants.map((oid) => `want ${oid}`),
    ...haves.map((oid) => `have ${oid}`),
    'done',
  ];
  return [pktLine('command=fetch'), delimiter, ...lines.map(pktLine), flush];
}

/** Sections before the pack say what became shallow, which is known: it was asked for. */
async function skipToPack(answer: Answer, name: string): Promise<void> {
  for (;;) {
    const packet = await answer.next();
    if (packet?.kind === 'delimiter') continue;
    const line = packetText(packet);
    if (line === undefined) throw wireError(name, 'the answer has no pack');
    if (line === 'packfile') return;
    const failure = serverError(line, name);
    if (failure) throw failure;
  }
}

/** Reads the side-band up to its flush packet; without limits all of it. Serves v0 too, which ends in the same way. */
export async function readPackBytes(
  answer: Answer,
  name: string,
  limits = { objects: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY },
): Promise<FetchResult> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const packet = await answer.next();
    if (packet === undefined) throw wireError(name, 'the pack is cut');
    if (packet.kind === 'flush') break;
    const data = packData(packet, name);
    if (data === undefined) continue;
    chunks.push(data);
    bytes += data.length;
    if (bytes > limits.bytes || (packCount(chunks) ?? 0) > limits.objects) {
      answer.cancel();
      return { result: 'too-big' };
    }
  }
  answer.release();
  return { result: 'pack', pack: Buffer.concat(chunks) };
}

function packData(packet: Packet, name: string): Buffer | undefined {
  const band = readBand(packet);
  switch (band?.band) {
    case 'data':
      return band.data;
    case 'error': {
      const message = `Cannot read "${name}": the server says "${quoted(band.text)}"`;
      throw new RemoteError('out-of-time', 'a-while', message, 'run it again');
    }
    default:
      return undefined;
  }
}
