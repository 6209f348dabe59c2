// What a hostile server may answer to fill the memory of whoever reads it, and how a deploy ends then.
import { randomBytes } from 'node:crypto';
import { flush, pktLine } from '../src/git/packets/pkt-line.ts';
import type { HostileAnswers } from './hostile-git-server.ts';
import {
  base,
  bomb,
  joined,
  largeBlobs,
  largeDeltas,
  sharedTrees,
  tinyBlobs,
  waitingDeltas,
  wideTree,
} from './hostile-objects.ts';
import {
  type Bytes,
  band,
  endlessly,
  entryHead,
  entryOf,
  packet,
  packOf,
  type Tip,
  zeros,
} from './hostile-packs.ts';

/** One hostile server. */
export interface HostileCase {
  readonly what: string;
  readonly answers: HostileAnswers;
  /** Paths and globs; without it, the file that is there. */
  readonly file?: string;
  /** It takes seconds. */
  readonly heavy?: true;
  /** Codes of the error with which a deploy ends; `undefined`: it goes on to the push, which is forbidden. */
  readonly ends: string;
}

const end = [flush];

const packed = (count: number, entries: Bytes): Bytes => joined(band(1, packOf(count, entries)), end);

/** Others first, and the honest objects behind them. */
const beside = (count: number, others: () => Bytes): HostileAnswers => ({
  pack: ({ objects }) => packed(objects.length + count, joined(others(), objects)),
});

function* references(tip: string, count: number): Generator<Uint8Array> {
  yield pktLine(`${tip} HEAD symref-target:refs/heads/main`);
  yield pktLine(`${tip} refs/heads/main`);
  for (let block = 0; block < count / 1000; block += 1)
    yield Buffer.concat(
      Array.from({ length: 1000 }, (_, index) => pktLine(`${tip} refs/heads/main-${block * 1000 + index}`)),
    );
  yield flush;
}

function* referencesV0(tip: string, count: number): Generator<Uint8Array> {
  const words = 'multi_ack_detailed side-band-64k ofs-delta shallow no-progress symref=HEAD:refs/heads/main';
  yield Buffer.concat([pktLine('# service=git-upload-pack'), flush]);
  yield Buffer.concat([pktLine(`${tip} HEAD\0${words}`), pktLine(`${tip} refs/heads/main`)]);
  for (let block = 0; block < count / 1000; block += 1)
    yield Buffer.concat(
      Array.from({ length: 1000 }, (_, index) => pktLine(`${tip} refs/pull/${block * 1000 + index}/head`)),
    );
  yield flush;
}

function hostileTip(tip: Tip): HostileAnswers {
  return {
    references: () => [
      pktLine(`${tip.commit} HEAD symref-target:refs/heads/main`),
      pktLine(`${tip.commit} refs/heads/main`),
      flush,
    ],
    pack: () => packed(tip.objects.length, tip.objects),
  };
}

/** A chunk without an end, in pieces of a quarter of a MiB. */
const many = (chunk: Uint8Array): Bytes =>
  endlessly(Buffer.concat(Array.from({ length: Math.ceil(2 ** 18 / chunk.length) }, () => chunk)));
const head = (...lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n`);
const noise = (): Buffer => randomBytes(2 ** 20);

/** A file of random bytes, larger than any that is read. */
function largeFile(mebibytes: number): HostileAnswers {
  const size = mebibytes * 2 ** 20;
  const stored = function* (): Generator<Uint8Array> {
    yield Buffer.concat([entryHead('blob', size), Buffer.from([0x78, 0x01])]);
    const block = Buffer.concat([Buffer.from([0, 0xff, 0x7f, 0, 0x80]), randomBytes(0x7fff)]);
    for (let done = 0; done < size; done += 0x7fff) yield block;
  };
  return beside(1, stored);
}

const tiny = (count: number) => ({ heavy: true, answers: beside(count, () => tinyBlobs(count)) }) as const;

const unsupported = 'unsupported-repository';

/** Every one of them ends soon, and in little memory. */
export const hostileCases: readonly HostileCase[] = [
  {
    what: 'a blob of 1 GiB that travels as 1 MiB',
    answers: beside(1, () => bomb(1024)),
    ends: 'not-editable',
  },
  {
    what: 'a commit of 512 MiB',
    answers: beside(1, () => joined([entryHead('commit', 2 ** 29)], zeros(512))),
    ends: unsupported,
  },
  {
    what: 'a zlib stream of 1 GiB whose head says 100 bytes',
    answers: beside(1, () => bomb(1024, 100)),
    ends: 'out-of-time',
  },
  {
    what: 'sixty blobs of 15 MiB',
    answers: beside(60, () => joined(...Array.from({ length: 60 }, () => bomb(15)))),
    ends: unsupported,
  },
  { what: 'a file of 400 MiB', heavy: true, answers: largeFile(400), ends: 'not-editable' },
  {
    what: 'thirty files of 15 MiB and one of 100 MiB, without filters',
    heavy: true,
    answers: {
      ...beside(31, () => joined(largeBlobs(30, 15), largeBlobs(1, 100))),
      withoutFilters: true,
    },
    ends: 'permission-denied',
  },
  {
    what: 'a compressed object that goes on and holds nothing',
    answers: beside(1, () =>
      joined([entryHead('blob', 100), Buffer.from([0x78, 0x01])], many(Buffer.from([0, 0, 0, 0xff, 0xff]))),
    ),
    ends: 'out-of-time',
  },
  {
    what: 'two hundred deltas of a base of 8 MiB that comes first',
    answers: beside(201, () => joined([entryOf('blob', base)], largeDeltas(200))),
    ends: unsupported,
  },
  {
    what: 'two hundred deltas of a base of 8 MiB that comes last',
    answers: beside(201, () => joined(largeDeltas(200), [entryOf('blob', base)])),
    ends: unsupported,
  },
  { what: 'a quarter of a million tiny objects', ...tiny(249_990), ends: 'permission-denied' },
  { what: 'half a million tiny objects', ...tiny(500_000), ends: unsupported },
  {
    what: 'ten million objects, by its head',
    heavy: true,
    answers: beside(10_000_000, () => tinyBlobs(600_000)),
    ends: unsupported,
  },
  {
    what: 'a quarter of a million deltas that wait for one base',
    heavy: true,
    answers: beside(240_000, () => waitingDeltas(240_000, true)),
    ends: unsupported,
  },
  {
    what: 'a quarter of a million deltas that wait for bases of their own',
    heavy: true,
    answers: beside(240_000, () => waitingDeltas(240_000, false)),
    ends: unsupported,
  },
  {
    what: 'a pack in packets of one byte',
    heavy: true,
    answers: {
      pack: ({ objects }) =>
        joined(
          band(1, packOf(objects.length + 1, joined(objects, [entryOf('blob', randomBytes(2 ** 20))])), 1),
          end,
        ),
    },
    ends: 'permission-denied',
  },
  {
    what: 'empty packets without an end in the pack',
    answers: { pack: () => many(packet(1, Buffer.alloc(0))) },
    ends: 'not-a-git-server',
  },
  {
    what: 'packets without a band, without an end',
    heavy: true,
    answers: { pack: () => many(Buffer.from('0004')) },
    ends: 'not-a-git-server',
  },
  {
    what: 'progress without an end',
    answers: { pack: () => many(packet(2, Buffer.alloc(1000, 'a'))) },
    ends: 'not-a-git-server',
  },
  {
    what: 'a million references',
    heavy: true,
    answers: { references: (tip) => references(tip, 1_000_000) },
    ends: 'permission-denied',
  },
  {
    what: 'a million references of protocol v0',
    heavy: true,
    answers: { referencesV0: (tip) => referencesV0(tip, 1_000_000) },
    ends: 'permission-denied',
  },
  {
    what: 'references without an end',
    heavy: true,
    answers: { references: (tip) => references(tip, Number.POSITIVE_INFINITY) },
    ends: 'not-a-git-server',
  },
  {
    what: 'capabilities without an end',
    answers: { referencesV0: () => joined([pktLine('version 2')], many(pktLine('a=b'))) },
    ends: 'not-a-git-server',
  },
  {
    what: 'lines before the pack without an end',
    heavy: true,
    answers: { beforePack: () => many(pktLine('shallow x')) },
    ends: 'not-a-git-server',
  },
  {
    what: 'trees that share their branches, 10^10 paths',
    heavy: true,
    answers: hostileTip(sharedTrees(10)),
    file: '**/*.yaml',
    ends: unsupported,
  },
  {
    what: 'a folder of 300,000 files',
    heavy: true,
    answers: hostileTip(wideTree(300_000)),
    file: '**/*.yaml',
    ends: 'file-not-found',
  },
  {
    what: 'headers without an end',
    answers: { raw: () => joined([head('HTTP/1.1 200 OK')], many(head('A: b'))) },
    ends: 'not-a-git-server',
  },
  {
    what: 'one header without an end',
    answers: {
      raw: () => joined([head('HTTP/1.1 200 OK'), Buffer.from('A: ')], endlessly(Buffer.alloc(65_536, 'a'))),
    },
    ends: 'not-a-git-server',
  },
  {
    what: 'a page without an end in place of an answer',
    answers: {
      raw: () => joined([head('HTTP/1.1 404 Not Found', 'Content-Type: text/html', '')], endlessly(noise())),
    },
    ends: 'repository-not-found',
  },
  {
    what: 'heads of answers without an answer',
    heavy: true,
    answers: { raw: () => many(head('HTTP/1.1 103 Early Hints', 'Link: <a>', '')) },
    ends: 'not-a-git-server',
  },
];
