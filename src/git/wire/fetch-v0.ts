// The fetch of protocol v0.
import type { Capabilities } from '../packets/capabilities.ts';
import { flush, packetText, pktLine } from '../packets/pkt-line.ts';
import type { Answer, RemoteServer, Transport } from '../transport/transport.ts';
import { type FetchResult, type Packfile, readPackfile } from './packfile.ts';
import { serverError, wireError } from './wire-error.ts';

export interface FetchRequestV0 {
  /** The tip of a branch: servers of this age give nothing else. */
  readonly want: string;
  /** A commit whose history and files need not be sent. */
  readonly have: string | undefined;
  /** So many commits, from the tip back; `undefined`: all of them. */
  readonly depth: number | undefined;
}

/**
 * Fetches a tip with all its files, as servers without protocol v2 can.
 * Source: https://git-scm.com/docs/gitprotocol-pack#_packfile_negotiation
 * @returns whether the whole pack came
 * @throws {DeployError} out-of-time where the answer is cut, and what the server says in place of it
 */
export async function fetchPackV0(
  transport: Transport,
  capabilities: Capabilities,
  { want, have, depth }: FetchRequestV0,
  packfile: Packfile,
): Promise<FetchResult> {
  // Of the ways to acknowledge, Azure DevOps and CodeCommit refuse clients that know only the first.
  const wanted = [acknowledging(capabilities), 'side-band-64k', 'ofs-delta', 'no-progress'];
  const words = wanted.filter((word) => capabilities.has(word));
  if (!words.includes('side-band-64k'))
    throw wireError(transport.name, 'the server is too old: it has no side-band');
  const answer = await transport.request('git-upload-pack', [
    pktLine(`want ${want} ${words.join(' ')}`),
    ...(depth !== undefined && capabilities.has('shallow') ? [pktLine(`deepen ${depth}`)] : []),
    flush,
    ...(have === undefined ? [] : [pktLine(`have ${have}`)]),
    pktLine('done'),
  ]);
  await skipToPack(answer, transport);
  return readPackfile(answer, transport, packfile);
}

function acknowledging(capabilities: Capabilities): string {
  return capabilities.has('multi_ack_detailed') ? 'multi_ack_detailed' : 'multi_ack';
}

/** Lines on what became shallow and a flush packet may come first; `NAK`, or `ACK` and an id alone, is the last line. */
async function skipToPack(answer: Answer, server: RemoteServer): Promise<void> {
  for (;;) {
    const packet = await answer.next();
    if (packet?.kind === 'flush') continue;
    const line = packetText(packet);
    if (line === undefined) throw wireError(server.name, 'the answer has no pack');
    if (/^(?:NAK|ACK [0-9a-f]+)$/.test(line)) return;
    const failure = serverError(line, server);
    if (failure) throw failure;
  }
}
