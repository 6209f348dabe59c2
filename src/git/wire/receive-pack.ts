import { RemoteError } from '../failure.ts';
import { quoted } from '../rejection.ts';
import type { PushAnswer } from '../remote.ts';
import type { Answer, Transport } from '../transport/transport.ts';
import type { Capabilities } from './capabilities.ts';
import { flush, type Packet, packetText, parsePacket, pktLine } from './pkt-line.ts';
import { readBand } from './side-band.ts';

/** One branch that moves from `old` to `new`, both 40 hex digits, with the objects that the server lacks. */
export interface RefUpdate {
  readonly ref: string;
  readonly old: string;
  readonly new: string;
  readonly pack: Uint8Array;
}

/** What the server says beside its report is for people; of a flood this much is kept, characters. */
const maxRemoteText = 16_384;
const maxLines = 1000;

/**
 * Pushes: the server swaps `old` for `new`, or refuses. Source: gitprotocol-pack, "Pushing Data To a Server"
 * @throws RemoteError with `applied: maybe` when there is no clear answer
 */
export async function pushPack(
  transport: Transport,
  capabilities: Capabilities,
  update: RefUpdate,
  agent: string,
): Promise<PushAnswer> {
  const wanted = ['report-status', 'side-band-64k', 'quiet'].filter((name) => capabilities.has(name));
  const words = [...wanted, ...(capabilities.has('agent') ? [`agent=${agent}`] : [])];
  const command = Buffer.from(`${update.old} ${update.new} ${update.ref}\0 ${words.join(' ')}`);
  const answer = await transport.request('git-receive-pack', [pktLine(command), flush, update.pack]);
  const report = emptyReport();
  try {
    await readReport(answer, wanted.includes('side-band-64k'), report);
  } catch (error) {
    // A report that was cut after the line on our branch is as good as a whole one.
    if (outcomeOf(report, update.ref) === undefined) throw error;
  }
  return outcomeOf(report, update.ref) ?? unclear(transport.name, report);
}

interface Report {
  readonly lines: string[];
  remoteText: string;
}

const emptyReport = (): Report => ({ lines: [], remoteText: '' });

async function readReport(answer: Answer, hasBands: boolean, report: Report): Promise<void> {
  let rest = Buffer.alloc(0);
  for (;;) {
    const packet = await answer.next();
    if (packet === undefined || packet.kind === 'flush') break;
    if (!hasBands) {
      addLine(report, packet);
      continue;
    }
    const band = readBand(packet);
    if (band?.band === 'data') rest = addLines(report, Buffer.concat([rest, band.data]));
    else if (band) report.remoteText = (report.remoteText + band.text).slice(0, maxRemoteText);
    else addLine(report, packet);
  }
  answer.release();
}

/** The report is packets within packets, cut anywhere. Gives back what is not whole yet. */
function addLines(report: Report, bytes: Buffer): Buffer<ArrayBuffer> {
  let rest = bytes;
  for (;;) {
    const parsed = parsePacket(rest);
    if (parsed.result !== 'packet') return Buffer.from(rest);
    addLine(report, parsed.packet);
    rest = rest.subarray(parsed.length);
  }
}

function addLine(report: Report, packet: Packet): void {
  const line = packetText(packet);
  if (line !== undefined && report.lines.length < maxLines) report.lines.push(line);
}

/** Only `unpack ok` together with `ok <our ref>` is success. */
function outcomeOf({ lines, remoteText }: Report, ref: string): PushAnswer | undefined {
  const unpack = lines.find((line) => line.startsWith('unpack '))?.slice('unpack '.length);
  const refused = lines.find((line) => line.startsWith(`ng ${ref} `))?.slice(`ng ${ref} `.length);
  if (refused !== undefined) {
    const reason = unpack === 'ok' || unpack === undefined ? refused : `${refused} (unpack: ${unpack})`;
    return { result: 'rejected', reason, remoteText };
  }
  if (unpack === 'ok' && lines.includes(`ok ${ref}`)) return { result: 'ok', remoteText };
  if (unpack !== undefined && unpack !== 'ok') {
    return { result: 'rejected', reason: `unpacker error: ${unpack}`, remoteText };
  }
  const fatal = lines.find((line) => line.startsWith('ERR '))?.slice('ERR '.length);
  return fatal === undefined ? undefined : { result: 'rejected', reason: fatal, remoteText };
}

function unclear(name: string, { remoteText }: Report): never {
  const said = remoteText.trim() === '' ? '' : `; it says "${quoted(remoteText)}"`;
  throw new RemoteError(
    'out-of-time',
    'later',
    `Cannot tell what became of the push to "${name}": the server's report is missing${said}`,
    'run it again: it changes nothing if the push was applied',
    { applied: 'maybe' },
  );
}
