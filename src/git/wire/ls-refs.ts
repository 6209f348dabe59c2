// The references of a repository, by protocol v2.
import { delimiter, flush, pktLine } from '../packets/pkt-line.ts';
import type { Transport } from '../transport/transport.ts';
import type { Ref } from './advertisement.ts';
import { readLines } from './read-lines.ts';

/**
 * Asks for the references that start with the prefixes, and no others: big repositories have one for every pull request.
 * Source: https://git-scm.com/docs/protocol-v2#_ls_refs
 * @param prefixes of full names, as `refs/heads/main`
 * @returns the references
 * @throws {DeployError} out-of-time where the answer is cut, and what the server says in place of it
 */
export async function listRefs(transport: Transport, prefixes: readonly string[]): Promise<Ref[]> {
  const asked = ['symrefs', ...prefixes.map((prefix) => `ref-prefix ${prefix}`)];
  const body = [pktLine('command=ls-refs'), delimiter, ...asked.map(pktLine), flush];
  const answer = await transport.request('git-upload-pack', body);
  const lines = await readLines(answer, transport, 'its list of references');
  return lines.map(parseRef);
}

/** `<id> <name> symref-target:<name>` */
function parseRef(line: string): Ref {
  const [oid = '', name = '', ...attributes] = line.split(' ');
  const target = attributes.find((word) => word.startsWith('symref-target:'));
  return { oid, name, target: target?.slice('symref-target:'.length) };
}
