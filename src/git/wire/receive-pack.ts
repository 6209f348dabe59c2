// The push, and the report on it.
import { RemoteError } from '../../http/remote-error.ts';
import type { Capabilities } from '../packets/capabilities.ts';
import { PacketReader } from '../packets/packet-reader.ts';
import { packetText } from '../packets/pkt-line.ts';
import { readBand } from '../packets/side-band.ts';
import { onOneLine } from '../refusals/push-refusal.ts';
import type { Answer, Transport } from '../transport/transport.ts';
import { pushRequest, type RefUpdate } from './push-request.ts';

/** What the server made of a push. `remoteText` is what it said beside, for people. */
export type PushAnswer =
  | { readonly result: 'ok'; readonly remoteText: string }
  | { readonly result: 'rejected'; readonly reason: string; readonly remoteText: string };

/** What the server says beside its report is for people; of a flood this much is kept, characters. */
const maxRemoteText = 16_384;
/** A report has two lines, bytes. */
const maxReportBytes = 1024 * 1024;
/** More than this is not read of an answer, whatever is in it, bytes. */
const maxAnswerBytes = 16 * 1024 * 1024;

/**
 * Pushes one update: the server swaps `old` for `new`, or refuses. Source: gitprotocol-pack, "Pushing Data To a Server"
 * @param agent the capability `agent` that is sent
 * @param onFirstByte called when the first byte of the push goes out
 * @returns what the server made of it
 * @throws {DeployError} out-of-time, with `applied: maybe`, when there is no clear answer
 */
export async function pushPack(
  transport: Transport,
  capabilities: Capabilities,
  update: RefUpdate,
  agent: string,
  onFirstByte?: () => void,
): Promise<PushAnswer> {
  const hasBands = capabilities.has('side-band-64k');
  const packets = pushRequest(capabilities, update, agent);
  const answer = await transport.request('git-receive-pack', packets, onFirstByte);
  const report = emptyReport();
  const unclear = () => unclearError(transport.name, report);
  try {
    await readReport(bounded(answer, unclear), hasBands, report, unclear);
  } catch (error) {
    answer.cancel();
    // A report that was cut after the line on our branch is as good as a whole one.
    if (outcomeOf(report, update.ref) === undefined) throw error;
  }
  const outcome = outcomeOf(report, update.ref);
  if (outcome === undefined) throw unclear();
  return outcome;
}

interface Report {
  readonly lines: string[];
  /** Bytes of the lines that are kept. */
  kept: number;
  remoteText: string;
}

const emptyReport = (): Report => ({ lines: [], kept: 0, remoteText: '' });

/** An answer that goes on and on ends here: what became of the push shows in the branch. */
function bounded(answer: Answer, broken: () => Error): Answer {
  let bytes = 0;
  return {
    ...answer,
    async next() {
      const packet = await answer.next();
      bytes += 4 + (packet?.kind === 'data' ? packet.data.length : 0);
      if (bytes > maxAnswerBytes) throw broken();
      return packet;
    },
  };
}

/** @param broken makes the error to throw when the report is not git's, is cut or does not end */
async function readReport(
  answer: Answer,
  hasBands: boolean,
  report: Report,
  broken: () => Error,
): Promise<void> {
  const reader = hasBands ? new PacketReader(reportBytes(answer, report), broken, maxReportBytes) : answer;
  for (;;) {
    const packet = await reader.next();
    if (packet === undefined || (packet.kind === 'flush' && !hasBands)) break;
    addLine(report, packetText(packet));
  }
  answer.release();
}

/** The report is packets within packets, cut anywhere. What is said beside it is noted on the way. */
async function* reportBytes(answer: Answer, report: Report): AsyncGenerator<Uint8Array> {
  for (;;) {
    const packet = await answer.next();
    if (packet === undefined || packet.kind === 'flush') return;
    const band = readBand(packet);
    if (band?.band === 'data') yield band.data;
    else if (band?.band === 'none') addLine(report, packetText(packet));
    else if (band) report.remoteText = (report.remoteText + band.text).slice(0, maxRemoteText);
  }
}

function addLine(report: Report, line: string | undefined): void {
  if (line === undefined || report.kept > maxReportBytes) return;
  report.kept += line.length + 1;
  report.lines.push(line);
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

function unclearError(name: string, { remoteText }: Report): RemoteError {
  const said = remoteText.trim() === '' ? '' : `; it says "${onOneLine(remoteText)}"`;
  return new RemoteError(
    'out-of-time',
    'later',
    `Cannot tell what became of the push to "${name}": the server's report is missing${said}`,
    'run it again: it changes nothing if the push was applied',
    { applied: 'maybe' },
  );
}
