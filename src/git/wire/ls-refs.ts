// The references of a repository, by protocol v2.
import { delimiter, flush, pktLine } from '../packets/pkt-line.ts';
import type { Transport } from '../transport/transport.ts';
import { readLines } from './read-lines.ts';

/** A reference that a server lists. */
export interface Ref {
  readonly oid: string;
  readonly name: string;
  /** Where a symbolic reference points to. */
  readonly target: string | undefined;
}

/** The references of a list that somebody asked for, and the first one, which says that there are any. */
export class WantedRefs {
  readonly #names: ReadonlySet<string>;
  readonly #found = new Map<string, Ref>();

  /** @param names full names, as `refs/heads/main` */
  constructor(names: readonly string[]) {
    this.#names = new Set(names);
  }

  get found(): readonly Ref[] {
    return [...this.#found.values()];
  }

  /** Takes the next one of the list. */
  take(ref: Ref): void {
    const isWanted = this.#found.size === 0 || (this.#names.has(ref.name) && !this.#found.has(ref.name));
    if (isWanted) this.#found.set(ref.name, ref);
  }
}

/**
 * Asks for the references that start with the names, and no others: big repositories have one for every pull request.
 * Source: https://git-scm.com/docs/protocol-v2#_ls_refs
 * @param names full names, as `refs/heads/main`
 * @returns those of these names; where there is none, one of another name, if there is any
 * @throws {DeployError} out-of-time where the answer is cut, and what the server says in place of it
 */
export async function listRefs(transport: Transport, names: readonly string[]): Promise<readonly Ref[]> {
  const asked = ['symrefs', ...names.map((name) => `ref-prefix ${name}`)];
  const body = [pktLine('command=ls-refs'), delimiter, ...asked.map(pktLine), flush];
  const answer = await transport.request('git-upload-pack', body);
  const refs = new WantedRefs(names);
  for await (const line of readLines(answer, transport, 'its list of references')) refs.take(parseRef(line));
  return refs.found;
}

/** `<id> <name> symref-target:<name>` */
function parseRef(line: string): Ref {
  const [oid = '', name = '', ...attributes] = line.split(' ');
  const target = attributes.find((word) => word.startsWith('symref-target:'));
  return { oid, name, target: target?.slice('symref-target:'.length) };
}
