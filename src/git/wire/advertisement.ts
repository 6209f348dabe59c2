// What a service says first: capabilities, and in protocol v0 all references.
import { type Capabilities, offers, parseCapabilities } from '../packets/capabilities.ts';
import { packetText } from '../packets/pkt-line.ts';
import type { Answer, RemoteServer, Transport } from '../transport/transport.ts';
import { type Ref, WantedRefs } from './ls-refs.ts';
import { maxListBytes, readLines } from './read-lines.ts';
import { endlessError, serverError, wireError } from './wire-error.ts';

/** What a service says first: v2 says what it can do, v0 lists all its references too, of which the wanted ones are here. */
export type Advertisement =
  | { readonly version: 2; readonly capabilities: Capabilities }
  | { readonly version: 0; readonly capabilities: Capabilities; readonly refs: readonly Ref[] };

/**
 * Tells whether a server says that its `fetch` of protocol v2 has the feature.
 * @param server what it said; `undefined`: nothing yet
 * @returns whether it does
 */
export function canFetch(server: Advertisement | undefined, feature: 'filter' | 'shallow'): boolean {
  return server?.version === 2 && offers(server.capabilities, 'fetch', feature);
}

/**
 * Reads what git-upload-pack says first, to the end.
 * Source: https://git-scm.com/docs/protocol-v2#_initial_client_request and pack-protocol, "Reference Discovery"
 * @param names full names of the references that are wanted
 * @returns the version of the protocol, capabilities, and in v0 the references
 * @throws {DeployError} out-of-time where it is cut, and what the server says in place of it
 * @throws {DeployError} not-a-git-server for a list without an end
 */
export async function readAdvertisement(
  answer: Answer,
  server: RemoteServer,
  names: readonly string[],
): Promise<Advertisement> {
  const lines = readLines(answer, server, 'its list of references');
  const first = await nextOf(lines);
  if (first !== 'version 2') return readV0(first === 'version 1' ? await nextOf(lines) : first, lines, names);
  const words: string[] = [];
  for await (const line of lines) {
    words.push(line);
    if (words.length <= mostCapabilities) continue;
    answer.cancel();
    throw endlessError(server.name, 'its list of capabilities');
  }
  return { version: 2, capabilities: parseCapabilities(words) };
}

/** Servers of protocol v2 have about ten. */
const mostCapabilities = 1000;

async function nextOf(lines: AsyncIterator<string>): Promise<string> {
  const { value, done } = await lines.next();
  return done ? '' : value;
}

/** A list of references that is longer than this is not worth its connection, bytes. */
const shortList = 64 * 1024;

/**
 * Reads what git-receive-pack can do, which stands in its first line. The references behind it are of no use: a stateless
 * answer is left in the middle of a long list, while a session has to be read to the end before it takes a push.
 * @returns its capabilities
 * @throws {DeployError} out-of-time where it says nothing, and what the server says in place of it
 */
export async function readPushCapabilities(
  answer: Answer,
  server: RemoteServer & Pick<Transport, 'parallel'>,
): Promise<Capabilities> {
  const first = packetText(await answer.next());
  if (first === undefined) throw wireError(server.name, 'the server says nothing');
  const failure = serverError(first, server);
  if (failure) throw failure;
  let bytes = 0;
  for (;;) {
    const packet = await answer.next();
    if (packet?.kind !== 'data') break;
    bytes += packet.data.length + 4;
    if (bytes <= (server.parallel ? shortList : maxListBytes)) continue;
    answer.cancel();
    return capabilitiesOf(first);
  }
  answer.release();
  return capabilitiesOf(first);
}

function capabilitiesOf(line: string): Capabilities {
  return parseCapabilities((line.split('\0')[1] ?? '').split(' '));
}

async function readV0(
  first: string,
  others: AsyncIterable<string>,
  names: readonly string[],
): Promise<Advertisement> {
  const capabilities = capabilitiesOf(first);
  const symrefs = (first.split('\0')[1] ?? '')
    .split(' ')
    .flatMap((word) => (word.startsWith('symref=') ? [word.slice('symref='.length).split(':')] : []));
  const targets = new Map(symrefs.map(([from = '', to = '']) => [from, to]));
  const refs = new WantedRefs(names);
  const take = (line: string): void => {
    const [, oid = '', name = ''] = /^([0-9a-f]{40,64}) ([^\0]+)/.exec(line) ?? [];
    // An empty repository has one line, which names no reference.
    if (name !== '' && name !== 'capabilities^{}') refs.take({ oid, name, target: targets.get(name) });
  };
  take(first);
  for await (const line of others) take(line);
  return { version: 0, capabilities, refs: refs.found };
}
