// An answer that is a list of lines.
import { packetText } from '../packets/pkt-line.ts';
import type { Answer, RemoteServer } from '../transport/transport.ts';
import { endlessError, serverError, wireError } from './wire-error.ts';

/** A million references of protocol v0 take 75 MB; they are not kept. More than this is not sane, bytes. */
export const maxListBytes = 128 * 1024 * 1024;

/** Twice as many references as the largest repositories have: a flood of empty lines has few bytes. */
const maxListLines = 2_000_000;

/**
 * Reads an answer that is a list of lines up to its flush packet, and releases it.
 * @param what the list is, for messages
 * @returns the lines without their ends, one by one, as they come
 * @throws {DeployError} out-of-time where it is cut, and what the server says in place of it
 * @throws {DeployError} not-a-git-server for a list without an end
 */
export async function* readLines(answer: Answer, server: RemoteServer, what: string): AsyncGenerator<string> {
  let bytes = 0;
  for (let lines = 1; ; lines += 1) {
    const packet = await answer.next();
    if (packet?.kind === 'flush') break;
    const line = packetText(packet);
    if (line === undefined) throw wireError(server.name, `${what} is cut`);
    const failure = serverError(line, server);
    if (failure) throw failure;
    bytes += line.length + 4;
    if (bytes > maxListBytes || lines > maxListLines) {
      answer.cancel();
      throw endlessError(server.name, what);
    }
    yield line;
  }
  answer.release();
}
