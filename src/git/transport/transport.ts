// What carries packets to a repository's server and back.
import type { RefusalRule } from '../../http/refusal-rule.ts';
import type { Packet } from '../packets/pkt-line.ts';

export type Service = 'git-upload-pack' | 'git-receive-pack';

/** The server of a repository, as messages and errors speak of it. */
export interface RemoteServer {
  /** What messages call the repository: host and path, no credentials. */
  readonly name: string;
  /** The texts by which the server is known to refuse, in the order in which they are tried. */
  readonly refusals: readonly RefusalRule[];
}

/**
 * Bytes to one repository and back, in packets; knows nothing of what they mean.
 *
 * Stateless (HTTP): every call is a request of its own. Session (SSH): `advertise` opens a session and gives what the
 * service says first; `request` writes to the session that is open and idle, or opens one and skips what it says
 * first; where an answer is still being read, another session is opened beside it.
 *
 * Protocol v2 is asked of git-upload-pack (`Git-Protocol: version=2`, or GIT_PROTOCOL) and never of git-receive-pack,
 * which has none. Whether the server speaks it shows in the advertisement.
 *
 * Connections are cut, and whatever waits for them rejects, when the signal of the transport's options aborts.
 *
 * All methods reject with RemoteError (http/remote-error.ts): `applied` is `maybe` where a request that had begun to be sent got
 * no answer.
 */
export interface Transport extends RemoteServer {
  /** Whether requests at the same time cost no more than one after the other. */
  readonly parallel: boolean;
  /** Up to and with the flush packet: capabilities (v2), or references (v0). */
  advertise(service: Service): Promise<Answer>;
  /**
   * Sends one request, whole, and gives the answer as soon as it begins.
   * @param onFirstByte called when its first byte goes out: from then on the server may act on it
   */
  request(service: Service, body: readonly Uint8Array[], onFirstByte?: () => void): Promise<Answer>;
  /** Makes ready for one request more at the same time, where that takes time; what fails shows at the request. */
  prepare(service: Service): void;
}

/** The packets of one answer, read one by one. */
export interface Answer {
  /** The next packet; `undefined` when the server has closed. The reader knows by the grammar where the answer ends. */
  next(): Promise<Packet | undefined>;
  /** The answer was read to its end by the grammar: its connection or session may serve again. */
  release(): void;
  /** Nothing more of the answer is wanted, and it may go on: its connection or session is dropped. */
  cancel(): void;
}
