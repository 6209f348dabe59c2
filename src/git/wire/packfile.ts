// The part of an answer that is a pack, in its side-band.
import { RemoteError } from '../../http/remote-error.ts';
import type { ObjectStore } from '../objects/objects.ts';
import type { Packet } from '../packets/pkt-line.ts';
import { readBand } from '../packets/side-band.ts';
import { onOneLine } from '../refusals/push-refusal.ts';
import type { Answer, RemoteServer } from '../transport/transport.ts';
import { OversizeError } from './pack-entry.ts';
import { PackReader } from './pack-reader.ts';
import { serverError, wireError } from './wire-error.ts';

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
  /** Called whenever objects may have come. */
  readonly onArrival: (() => void) | undefined;
}

/** `too-big`: it is over the limits; what came before that is in the store. */
export type FetchResult = 'complete' | 'too-big';

/**
 * Reads the side-band up to its flush packet, and unpacks as it goes.
 * @returns whether the whole pack came
 * @throws {DeployError} out-of-time where it is cut or damaged, and what the server says in place of it
 */
export async function readPackfile(
  answer: Answer,
  server: RemoteServer,
  packfile: Packfile,
): Promise<FetchResult> {
  try {
    await unpack(answer, server, packfile);
    return 'complete';
  } catch (error) {
    if (!(error instanceof OversizeError)) throw error;
    answer.cancel();
    return 'too-big';
  }
}

async function unpack(
  answer: Answer,
  server: RemoteServer,
  { store, limits, onArrival }: Packfile,
): Promise<void> {
  const reader = new PackReader(store, limits.unpacked);
  let bytes = 0;
  for (;;) {
    const packet = await answer.next();
    if (packet === undefined) throw wireError(server.name, 'the pack is cut');
    if (packet.kind === 'flush') break;
    const data = packData(packet, server);
    if (data === undefined) continue;
    reader.write(data);
    bytes += data.length;
    if (bytes > limits.bytes || (reader.count ?? 0) > limits.objects)
      throw new OversizeError(`A pack of ${reader.count} objects is too big`);
    onArrival?.();
  }
  answer.release();
  try {
    reader.end();
  } catch (cause) {
    throw cause instanceof OversizeError ? cause : wireError(server.name, 'the pack is damaged', cause);
  }
  onArrival?.();
}

function packData(packet: Packet, server: RemoteServer): Buffer | undefined {
  const band = readBand(packet);
  switch (band?.band) {
    case 'data':
      return band.data;
    case 'error': {
      const message = `Cannot read "${server.name}": the server says "${onOneLine(band.text)}"`;
      throw new RemoteError('out-of-time', 'a-while', message, 'run it again');
    }
    case 'none':
      throw serverError(band.text, server) ?? wireError(server.name, 'what comes is no pack');
    default:
      return undefined;
  }
}
