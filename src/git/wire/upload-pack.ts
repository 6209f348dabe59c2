import { RemoteError } from '../failure.ts';
import type { ObjectStore } from '../objects.ts';
import type { Answer, Transport } from '../transport/transport.ts';
import { readPack } from './pack-reader.ts';
import { delimiter, flush, type Packet, packetText, pktLine } from './pkt-line.ts';

/** What `ls-refs` says of the branch that was asked for. */
export interface BranchTip {
  /** Without `refs/heads/`. */
  readonly branch: string;
  readonly commit: string;
}

/** One `fetch`. Source: https://git-scm.com/docs/protocol-v2#_fetch */
export interface FetchRequest {
  readonly wants: readonly string[];
  readonly haves?: readonly string[];
  /** Commits whose parents we lack. */
  readonly shallow?: readonly string[];
  readonly depth?: number;
  /** `blob:none`, `tree:0` */
  readonly filter?: string;
}

/** Sends `ls-refs`; without a branch it asks where HEAD points. `undefined`: there is no such branch. */
export async function lsRefs(
  transport: Transport,
  branch: string | undefined,
): Promise<BranchTip | undefined> {
  const prefix = branch === undefined ? 'HEAD' : `refs/heads/${branch}`;
  const body = [
    pktLine('command=ls-refs'),
    delimiter,
    pktLine('symrefs'),
    pktLine(`ref-prefix ${prefix}`),
    flush,
  ];
  const answer = await transport.request('git-upload-pack', body);
  let found: BranchTip | undefined;
  for await (const line of lines(answer, transport.name)) found ??= tipOf(line, branch);
  answer.release();
  return found;
}

/** `<oid> refs/heads/main`, `<oid> HEAD symref-target:refs/heads/main` */
function tipOf(line: string, branch: string | undefined): BranchTip | undefined {
  const [commit = '', ref, ...attributes] = line.split(' ');
  if (branch !== undefined) return ref === `refs/heads/${branch}` ? { branch, commit } : undefined;
  const target = attributes.find((each) => each.startsWith('symref-target:refs/heads/'));
  if (ref !== 'HEAD' || target === undefined) return undefined;
  return { branch: target.slice('symref-target:refs/heads/'.length), commit };
}

/** Fetches objects into the store. The server's own words come with the error when it refuses. */
export async function fetchObjects(
  transport: Transport,
  request: FetchRequest,
  store: ObjectStore,
): Promise<void> {
  const { wants, haves = [], shallow = [], depth, filter } = request;
  const args = [
    'ofs-delta',
    'no-progress',
    ...shallow.map((oid) => `shallow ${oid}`),
    ...(depth === undefined ? [] : [`deepen ${depth}`]),
    ...(filter === undefined ? [] : [`filter ${filter}`]),
    ...wants.map((oid) => `want ${oid}`),
    ...haves.map((oid) => `have ${oid}`),
    'done',
  ];
  const answer = await transport.request('git-upload-pack', [
    pktLine('command=fetch'),
    delimiter,
    ...args.map(pktLine),
    flush,
  ]);
  const pack = await packOf(answer, transport.name);
  answer.release();
  try {
    readPack(pack, store);
  } catch (error) {
    throw new RemoteError(
      'not-a-git-server',
      'later',
      `Cannot read from "${transport.name}": its pack is damaged`,
      again,
      {
        cause: error,
      },
    );
  }
}

const again = 'run it again; check what stands between this machine and the server';

/** Skips the sections before the pack and joins channel 1 of the side-band. */
async function packOf(answer: Answer, name: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let inPack = false;
  for (;;) {
    const packet = await dueNext(answer, name);
    if (packet.kind === 'flush') return Buffer.concat(parts);
    if (packet.kind !== 'data') continue;
    if (!inPack) inPack = packetText(packet) === 'packfile';
    else if (packet.data[0] === 1) parts.push(packet.data.subarray(1));
    else if (packet.data[0] === 3) throw serverError(name, packet.data.toString('utf8', 1));
  }
}

async function* lines(answer: Answer, name: string): AsyncGenerator<string> {
  for (
    let packet = await dueNext(answer, name);
    packet.kind !== 'flush';
    packet = await dueNext(answer, name)
  ) {
    const text = packetText(packet);
    if (text !== undefined) yield text;
  }
}

async function dueNext(answer: Answer, name: string): Promise<Packet> {
  const packet = await answer.next();
  if (packet === undefined)
    throw new RemoteError(
      'out-of-time',
      'later',
      `Cannot read from "${name}": the answer ends too early`,
      again,
    );
  const text = packetText(packet);
  if (text?.startsWith('ERR ')) throw serverError(name, text.slice(4));
  return packet;
}

function serverError(name: string, text: string): RemoteError {
  return new RemoteError(
    'push-refused',
    'twice',
    `Cannot read from "${name}": the server says "${text.trim()}"`,
    again,
  );
}
