// The fetch of protocol v0.
import { RemoteError } from '../../http/remote-error.ts';
import type { Capabilities } from '../packets/capabilities.ts';
import { flush, pktLine } from '../packets/pkt-line.ts';
import type { Transport } from '../transport/transport.ts';
import { type Packfile, readPackfile, skipToPack } from './packfile.ts';

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
 * @throws {OversizeError} where the pack is over its limits
 * @throws {DeployError} out-of-time where the answer is cut, and what the server says in place of it
 * @throws {DeployError} unsupported-repository where the server has no side-band
 */
export async function fetchPackV0(
  transport: Transport,
  capabilities: Capabilities,
  { want, have, depth }: FetchRequestV0,
  packfile: Packfile,
): Promise<void> {
  // Of the ways to acknowledge, Azure DevOps and CodeCommit refuse clients that know only the first.
  const wanted = [acknowledging(capabilities), 'side-band-64k', 'ofs-delta', 'no-progress'];
  const words = wanted.filter((word) => capabilities.has(word));
  if (!words.includes('side-band-64k'))
    throw new RemoteError(
      'unsupported-repository',
      'never',
      `Cannot read "${transport.name}": the server is too old, it has no side-band`,
      'update git on the server',
    );
  const answer = await transport.request('git-upload-pack', [
    pktLine(`want ${want} ${words.join(' ')}`),
    ...(depth !== undefined && capabilities.has('shallow') ? [pktLine(`deepen ${depth}`)] : []),
    flush,
    ...(have === undefined ? [] : [pktLine(`have ${have}`)]),
    pktLine('done'),
  ]);
  // Lines on what became shallow and a flush packet may come first; `NAK`, or `ACK` and an id alone, is the last line.
  await skipToPack(answer, transport, (line) => /^(?:NAK|ACK [0-9a-f]+)$/.test(line));
  await readPackfile(answer, transport, packfile);
}

function acknowledging(capabilities: Capabilities): string {
  return capabilities.has('multi_ack_detailed') ? 'multi_ack_detailed' : 'multi_ack';
}
