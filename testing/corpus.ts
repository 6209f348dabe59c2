// Real manifests of public repositories, for the tests that have them.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Real manifests of public repositories, kept beside the project: too many to ship with it. */
const root = fileURLToPath(new URL('../../shared/corpus/', import.meta.url));

/** What a scan by other means found: one scalar that names an image, or a part of one. */
interface CorpusReference {
  readonly line: number;
  readonly shape: string;
  readonly keyPath: string;
  readonly style: string;
  readonly image?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly marker?: string;
  readonly variable?: boolean;
}

export interface CorpusFile {
  readonly path: string;
  readonly file: string;
  readonly parses: boolean;
  readonly traits: readonly string[];
  readonly refs: readonly CorpusReference[];
}

export interface PeerCase {
  readonly id: string;
  readonly peer: string;
  readonly ref: string;
  readonly file: string | null;
  readonly input: string;
  readonly operation: PeerOperation;
  readonly expected: string | null;
  readonly unchanged?: boolean;
  /** What is wrong; the file stays as it is. */
  readonly errorExpected?: string;
  readonly needsInsertion?: boolean;
  readonly note: string;
}

export interface PathUpdate {
  readonly doc?: number;
  readonly path?: readonly (string | number)[];
  readonly pathText?: string;
  readonly value: string | number | boolean | null;
}

type PeerOperation =
  | { readonly kind: 'image'; readonly image: string; readonly newTag: string }
  | ({ readonly kind: 'path' } & PathUpdate)
  | { readonly kind: 'paths'; readonly doc?: number; readonly updates: readonly PathUpdate[] }
  | { readonly kind: 'policy'; readonly policies: Readonly<Record<string, string>> }
  | { readonly kind: 'kustomizeSet'; readonly args: readonly string[] }
  | { readonly kind: 'kustomizeDigest'; readonly image: string; readonly newDigest: string };

const isThere = existsSync(`${root}index.json`);

/** `describe` where the corpus is; elsewhere it skips and says so, that nobody takes silence for success. */
export function describeWithCorpus(title: string, tests: () => void): void {
  if (isThere) {
    describe(title, tests);
    return;
  }
  process.stderr.write(`SKIPPED: ${title}: no corpus in ${root}\n`);
  test.skip(`${title}: no corpus`, () => {});
}

export function corpusFiles(): readonly CorpusFile[] {
  return isThere ? JSON.parse(readFileSync(`${root}index.json`, 'utf8')).files : [];
}

export function peerCases(): readonly PeerCase[] {
  return isThere ? JSON.parse(readFileSync(`${root}peer-cases.json`, 'utf8')).cases : [];
}

export function readCorpus(file: string): Uint8Array {
  return readFileSync(root + file);
}
