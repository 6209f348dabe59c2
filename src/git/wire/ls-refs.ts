import type { Answer, Transport } from '../transport/transport.ts';
import type { Ref } from './advertisement.ts';
import { delimiter, flush, packetText, pktLine } from './pkt-line.ts';
import { serverError, wireError } from './wire-error.ts';

/**
 * Asks for the references that start with the prefixes, and no others: big repositories have one for every pull
 * request. Source: https://git-scm.com/docs/protocol-v2#_ls_refs
 */
export async function listRefs(transport: Transport, prefixes: readonly string[]): Promise<Ref[]> {
  const lines = ['symrefs', ...prefixes.map((prefix) => `ref-prefix ${prefix}`)];
  const body = [pktLine('command=ls-refs'), delimiter, ...lines.map(pktLine), flush];
  const answer = await transport.request('git-upload-pack', body);
  return readRefs(answer, transport.name);
}

async function readRefs(answer: Answer, name: string): Promise<Ref[]> {
  const refs: Ref[] = [];
  for (;;) {
    const packet = await answer.next();
    if (packet?.kind === 'flush') break;
    const line = packetText(packet);
    if (line === undefined) throw wireError(name, 'the list of references is cut');
    const failure = serverError(line, name);
    if (failure) throw failure;
    const [oid = '', ref = '', ...attributes] = line.split(' ');
    const target = attributes.find((word) => word.startsWith('symref-target:'));
    refs.push({ oid, name: ref, target: target?.slice('symref-target:'.length) });
  }
  answer.release();
  return refs;
}
