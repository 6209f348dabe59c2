// npm run bench:editor: the editor alone, in this process, without git and network

import { parseReference } from '../src/image/reference.ts';
import { editManifests, type ManifestFile } from '../src/manifest/edit-manifests.ts';
import { emptyTarget } from '../src/manifest/target.ts';
import { corpusFiles, readCorpus } from '../testing/corpus.ts';
import { machine, table } from './print.ts';

interface Task {
  readonly title: string;
  readonly runs: readonly { readonly file: ManifestFile; readonly name: string }[];
}

interface Figures {
  readonly refused: number;
  /** Values changed, in all runs of a round. */
  readonly changes: number;
  readonly bytes: number;
  /** Median of the rounds. */
  readonly ms: number;
}

const rounds = 3;
const tag = 'v9.9.9-bench';

const tasks: readonly Task[] = [
  { title: 'every image of every file of the corpus', runs: corpusRuns() },
  one('one file of 5 MiB, one image of 12,000', largeFile('acme/app-6000')),
  one('one file of 5 MiB, the same image 12,000 times', largeFile(undefined), 'acme/app'),
  one('one file of 5 MiB that does not hold the image', largeFile('acme/app-6000'), 'acme/none'),
  one('one file of a thousand documents, one image', thousandDocuments(false)),
  one('one file of a thousand documents, the same image in all', thousandDocuments(true)),
];

process.stdout.write(`${machine(new Date())}\n\n`);
const rows = tasks.filter(({ runs }) => runs.length > 0).map((task) => row(task, measure(task)));
process.stdout.write(
  `${table(['what', 'edits', 'refused', 'values changed', 'MB', 'ms an edit', 'MB/s'], rows)}

An edit gets one file and one image, and finds, changes and proves: where something changes, the text is read twice.
MB counts a file once for each of its edits, ms is the median of ${rounds} rounds behind one that warms up. Refused of the
corpus: what needs more than a tag (a digest, a selector), or has none (Flux's ImageRepository).
`,
);

function row({ title, runs }: Task, { refused, changes, bytes, ms }: Figures): string[] {
  const megabytes = bytes / 1e6;
  return [
    title,
    `${runs.length}`,
    `${refused}`,
    `${changes}`,
    megabytes.toFixed(1),
    (ms / runs.length).toFixed(1),
    ((megabytes / ms) * 1000).toFixed(1),
  ];
}

function measure({ runs }: Task): Figures {
  const times: number[] = [];
  let results: readonly (number | undefined)[] = [];
  // The first round warms the compiler up and counts for nothing.
  for (let round = 0; round <= rounds; round += 1) {
    const start = performance.now();
    results = runs.map(({ file, name }) => tryToEdit(file, name));
    if (round > 0) times.push(performance.now() - start);
  }
  const bytes = runs.reduce((sum, { file }) => sum + file.bytes.length, 0);
  const done = results.flatMap((changes) => changes ?? []);
  const changes = done.reduce((sum, each) => sum + each, 0);
  return {
    refused: runs.length - done.length,
    changes,
    bytes,
    ms: times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0,
  };
}

/** How many values change; `undefined` for a refusal, which takes its time too. */
function tryToEdit(file: ManifestFile, name: string): number | undefined {
  const images = [{ name: undefined, to: { name, tag, digest: undefined } }];
  try {
    return editManifests([file], { ...emptyTarget, images }).changes.length;
  } catch {
    return undefined;
  }
}

function corpusRuns(): Task['runs'] {
  return corpusFiles().flatMap(({ path, file, refs }) => {
    const names = new Set(refs.flatMap(({ image }) => (image && parseReference(image) ? [image] : [])));
    const bytes = readCorpus(file);
    return [...names].map((name) => ({ file: { path, bytes }, name }));
  });
}

function one(title: string, file: ManifestFile, name = 'acme/app-6000'): Task {
  return { title, runs: [{ file, name }] };
}

/** The objects of a List, as a cluster prints them, just below the largest size that is read. */
function largeFile(image: string | undefined): ManifestFile {
  const largest = 5 * 1024 * 1024;
  const items = Array.from({ length: 12_000 }, (_, index) => item(index, image === undefined));
  const text = `apiVersion: v1\nkind: List\nitems:\n${items.join('')}`;
  return fileOf('list.yaml', `${text}# ${'-'.repeat(largest - text.length - 3)}\n`);
}

function item(index: number, isSame: boolean): string {
  const image = isSame ? 'acme/app' : `acme/app-${index}`;
  const lines = [
    '  - apiVersion: apps/v1',
    '    kind: Deployment',
    `    metadata: {name: app-${index}, namespace: prod, labels: {team: "a", tier: backend}}`,
    '    spec:',
    '      replicas: 2 # by hand',
    '      template:',
    '        spec:',
    '          containers:',
    '            - name: app',
    `              image: ${image}:v1.0.0`,
    '              args: ["--listen=:8080", "--verbose"]',
    '              resources: {limits: {memory: 128Mi, cpu: 100m}}',
  ];
  return `${lines.join('\n')}\n`;
}

function thousandDocuments(isSame: boolean): ManifestFile {
  const documents = Array.from({ length: 1000 }, (_, index) => {
    const image = isSame ? 'acme/app-6000' : `acme/app-${index + 5500}`;
    return `---\nkind: Pod\nmetadata: {name: app-${index}}\nspec:\n  containers:\n    - {name: app, image: "${image}:v1"}\n`;
  });
  return fileOf('documents.yaml', documents.join(''));
}

function fileOf(path: string, text: string): ManifestFile {
  return { path, bytes: new TextEncoder().encode(text) };
}
