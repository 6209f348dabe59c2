// What is sent to push: the update, the options, the pack.
import type { Capabilities } from '../packets/capabilities.ts';
import { flush, pktLine } from '../packets/pkt-line.ts';

/** One branch that moves from `old` to `new`, both 40 hex digits, with the objects that the server lacks. */
export interface RefUpdate {
  readonly ref: string;
  readonly old: string;
  readonly new: string;
  readonly pack: Uint8Array;
  /** For the hooks of the server; it is known to take them where there are any. */
  readonly options: readonly string[];
}

/**
 * Writes a push. Source: gitprotocol-pack, "Reference Update Request and Packfile Transfer"
 * @param agent the capability `agent` that is sent
 * @returns the packets, and the pack behind them
 */
export function pushRequest(
  capabilities: Capabilities,
  { old, new: commit, ref, pack, options }: RefUpdate,
  agent: string,
): readonly Uint8Array[] {
  const wanted = ['report-status', 'side-band-64k', 'quiet'].filter((name) => capabilities.has(name));
  const words = [
    ...wanted,
    ...(options.length > 0 ? ['push-options'] : []),
    ...(capabilities.has('agent') ? [`agent=${agent}`] : []),
  ];
  const command = pktLine(Buffer.from(`${old} ${commit} ${ref}\0 ${words.join(' ')}`));
  // Like git, without a newline: not every server takes it away.
  const sent = options.map((option) => pktLine(Buffer.from(option)));
  return [command, flush, ...(sent.length > 0 ? [...sent, flush] : []), pack];
}
