// The part of an answer that is a pack, in its side-band.
import { isOutOfMemory } from '../../errors.ts';
import { RemoteError } from '../../http/remote-error.ts';
import { type ObjectStore, OversizeError } from '../objects/objects.ts';
import { type Packet, packetText } from '../packets/pkt-line.ts';
import { readBand } from '../packets/side-band.ts';
import type { Answer, RemoteServer } from '../transport/transport.ts';
import { PackReader } from './pack-reader.ts';
import type { SkippedBlobs } from './skipped-blobs.ts';
import { LostBaseError } from './waiting-deltas.ts';
import {
  bandError,
  damagedAnswerError,
  damagedRepositoryError,
  endlessError,
  noPackError,
  serverError,
  wireError,
} from './wire-error.ts';

/** How far a pack is read; `unpacked` is what it may unpack to, bytes. */
export interface PackLimits {
  readonly objects: number;
  readonly bytes: number;
  readonly unpacked: number;
}

/** Where a pack goes, and how far it is read. */
export interface Packfile {
  readonly store: ObjectStore;
  /** A pack of more is not read on. */
  readonly limits: PackLimits;
  /** Takes notes of blobs that are too large, which are read over then; `undefined`: they are an error. */
  readonly skipped: SkippedBlobs | undefined;
  /** Called whenever objects may have come. */
  readonly onArrival: (() => void) | undefined;
}

/** Of what the server says before the pack, and beside it, more than this is not worth its connection, bytes. */
const mostRemarks = 8 * 2 ** 20;

/**
 * Reads lines up to the one behind which the pack comes.
 * @param isLast says which line that is
 * @throws {DeployError} unsupported-repository where there is none, and what the server says in place of it
 * @throws {DeployError} not-a-git-server for lines without an end
 */
export async function skipToPack(
  answer: Answer,
  server: RemoteServer,
  isLast: (line: string) => boolean,
): Promise<void> {
  for (let bytes = 0; bytes <= mostRemarks; ) {
    const packet = await answer.next();
    if (packet === undefined || packet.kind === 'end') throw noPackError(server.name);
    const line = packetText(packet) ?? '';
    if (isLast(line)) return;
    const failure = serverError(line, server);
    if (failure) throw failure;
    bytes += line.length + 4;
  }
  answer.cancel();
  throw endlessError(server.name, 'what comes before the pack');
}

/**
 * Reads the side-band up to its flush packet, and unpacks as it goes.
 * @throws {OversizeError} where the pack is over the limits; what came before that is in the store
 * @throws {DeployError} out-of-time where it is cut or damaged, and what the server says in place of it
 * @throws {DeployError} unsupported-repository where it came whole, and a delta has no base
 * @throws {DeployError} not-a-git-server where what is said beside it does not end
 */
export async function readPackfile(
  answer: Answer,
  server: RemoteServer,
  { store, limits, skipped, onArrival }: Packfile,
): Promise<void> {
  const reader = new PackReader(store, limits.unpacked, skipped);
  try {
    for await (const data of packBytes(answer, server, limits.bytes)) {
      await reader.write(data);
      checkCount(reader.count ?? 0, limits.objects);
      onArrival?.();
    }
  } catch (cause) {
    answer.cancel();
    throw meaningOf(cause, server);
  }
  answer.release();
  await reader.end().catch((cause) => Promise.reject(meaningOf(cause, server)));
  onArrival?.();
}

function checkCount(count: number, most: number): void {
  if (count > most) throw new OversizeError(`a pack of ${count} objects is more than ${most}`);
}

function meaningOf(cause: unknown, server: RemoteServer): unknown {
  if (cause instanceof OversizeError || cause instanceof RemoteError || isOutOfMemory(cause)) return cause;
  if (cause instanceof LostBaseError) return damagedRepositoryError(server.name, cause.message, cause);
  return damagedAnswerError(server.name, 'the pack is damaged', cause);
}

/** The bytes of the pack, as long as they are within the limit, and what is said beside them too. */
async function* packBytes(answer: Answer, server: RemoteServer, mostBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  let remarks = 0;
  for (;;) {
    const packet = await answer.next();
    if (packet === undefined) throw wireError(server.name, 'the pack is cut');
    if (packet.kind === 'flush') return;
    const data = packData(packet, server) ?? nothing;
    bytes += data.length;
    // Packets of one byte each are no remarks, but as many as there are bytes.
    remarks += sizeOf(packet) - data.length;
    if (bytes > mostBytes) throw new OversizeError(`a pack of more than ${mostBytes / 2 ** 20} MiB comes`);
    if (remarks > mostRemarks + 5 * bytes) throw endlessError(server.name, 'what comes beside the pack');
    if (data.length > 0) yield data;
  }
}

const nothing = Buffer.alloc(0);

const sizeOf = (packet: Packet): number => 4 + (packet.kind === 'data' ? packet.data.length : 0);

function packData(packet: Packet, server: RemoteServer): Buffer | undefined {
  const band = readBand(packet);
  switch (band?.band) {
    case 'data':
      return band.data;
    case 'error':
      throw bandError(band.text, server);
    case 'none':
      throw serverError(band.text, server) ?? damagedAnswerError(server.name, 'what comes is no pack');
    default:
      return undefined;
  }
}
