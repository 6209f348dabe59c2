// The rules that hold after any number of runs, whatever the faults: each landed once, nothing was lost.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BareRepository } from './bare-repository.ts';

/** How one run of the tool ended, as its caller saw it. */
export interface CheckedRun {
  /** Unique for each run; the commit carries it as the trailer `Deploy-Run`. */
  readonly jobUrl: string;
  readonly result: string;
  /** The commit that the run reported. */
  readonly commit?: string;
  /**
   * The file and the image that it was told to deploy: `apps/web.yaml`, `acme/web:v2`; of a rollback, without a tag. Of a hold or a
   * release, no image: its commit changes no file.
   */
  readonly file: string;
  readonly image: string;
  /** All that it printed. */
  readonly output: string;
  /** How long it took, and what it was allowed, milliseconds. */
  readonly wallMs: number;
  readonly budgetMs: number;
}

export interface Checked {
  readonly repository: BareRepository;
  /** The commit that the branch stood on before the runs. */
  readonly base: string;
  readonly runs: readonly CheckedRun[];
  /** What must not be printed in any spelling. */
  readonly secrets?: readonly string[];
  /** How much slower than usual the machine is. */
  readonly slowness?: number;
}

interface Commit {
  readonly hash: string;
  readonly parents: readonly string[];
  readonly id: string;
  readonly run: string;
  /** What it says that it deploys. */
  readonly image: string;
  /** The paths that it changes. */
  readonly files: readonly string[];
}

/**
 * What must hold after any run, whatever happened on the way, asked of the real git: every broken rule as a sentence.
 * Commits without a Deploy-Id are other people's.
 */
export async function complaints({
  repository,
  base,
  runs,
  secrets = [],
  slowness = 1,
}: Checked): Promise<string[]> {
  const commits = await commitsSince(repository, base);
  const ours = commits.filter(({ id }) => id !== '');
  return [
    ...onceEach(ours),
    ...runs.flatMap((run) => asReported(run, ours)),
    ...runs.flatMap((run) => inTime(run, slowness)),
    ...(await linear(repository, base, commits)),
    ...(await onlyIntended(repository, ours, runs)),
    ...runs.flatMap(({ jobUrl, output }) =>
      leaksOf(secrets, output).map((spelling) => `${jobUrl} printed a secret, ${spelling}`),
    ),
  ];
}

async function commitsSince(repository: BareRepository, base: string): Promise<Commit[]> {
  const trailer = (key: string): string => `%(trailers:key=${key},valueonly,separator=%x2C)`;
  const format = `--format=%x00%H%x09%P%x09${trailer('Deploy-Id')}%x09${trailer('Deploy-Run')}%x09${trailer('Deploy-Image')}`;
  const changed = ['--name-only', '--no-renames', '--diff-merges=first-parent'];
  if ((await repository.tip()) === base) return [];
  const log = await repository.git('log', '--reverse', ...changed, format, `${base}..main`);
  return log
    .split('\0')
    .filter(Boolean)
    .map((text) => {
      const [line = '', ...files] = text.split('\n').filter(Boolean);
      const [hash = '', parents = '', id = '', run = '', image = ''] = line.split('\t');
      return { hash, parents: parents.split(' '), id, run, image, files };
    });
}

function onceEach(ours: readonly Commit[]): string[] {
  const ids = ours.map(({ id }) => id);
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `Deploy-Id ${id} is there twice`);
}

/**
 * `pushed` is there once; `unknown`, which names what may be there, and a run that was `killed` at most once; `failed` and
 * `unchanged` never, and not later either: whoever checks waits for all that is still on its way.
 */
function asReported({ jobUrl, result, commit, output }: CheckedRun, ours: readonly Commit[]): string[] {
  const mine = ours.filter(({ run }) => run === jobUrl).map(({ hash }) => hash);
  const said = `${jobUrl} said ${result} ${commit ?? ''}, the branch has [${mine.join(' ')}]`;
  switch (result) {
    case 'pushed':
      return mine.length === 1 && mine[0] === commit ? [] : [said];
    case 'unknown':
      return mine.length <= 1 && mine.every((hash) => hash === commit || output.includes(hash)) ? [] : [said];
    case 'killed':
      return mine.length <= 1 ? [] : [said];
    default:
      return mine.length === 0 ? [] : [said];
  }
}

/** A loaded machine needs a while to start a process and to end one. */
const graceMs = 10_000;

function inTime({ jobUrl, wallMs, budgetMs }: CheckedRun, slowness: number): string[] {
  return wallMs <= budgetMs + graceMs * slowness ? [] : [`${jobUrl} took ${wallMs} ms of ${budgetMs}`];
}

/** One parent each, back to the base; and nothing that the branch ever stood on is lost. */
async function linear(
  repository: BareRepository,
  base: string,
  commits: readonly Commit[],
): Promise<string[]> {
  const chain = [base, ...commits.map(({ hash }) => hash)];
  const forks = commits.filter(({ parents }, index) => parents.join() !== chain[index]);
  const log = await reflogOf(repository);
  const lost = log.filter((hash) => hash !== base && !chain.includes(hash));
  // The reflog is empty where it was not asked for: then there is no proof that nothing was forced.
  const blind = commits.length > 0 && log.length === 0 ? ['the branch has no reflog'] : [];
  return [
    ...forks.map(({ hash }) => `${hash} is not on top of the commit before it`),
    ...lost.map((hash) => `${hash} was on the branch and is gone`),
    ...blind,
  ];
}

/** All that the branch was set to; each line of the file is: old, new, who and when, a tab, why. */
async function reflogOf({ directory }: BareRepository): Promise<string[]> {
  const text = await readFile(join(directory, 'logs/refs/heads/main'), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => line.split(' ')[1] ?? []);
}

/** Each commit changes its run's file alone, by putting the wanted image in, and nothing else. */
async function onlyIntended(
  repository: BareRepository,
  commits: readonly Commit[],
  runs: readonly CheckedRun[],
): Promise<string[]> {
  const names = commits.flatMap(({ hash, files }) => [`${hash}^:${files[0]}`, `${hash}:${files[0]}`]);
  const texts = commits.length === 0 ? [] : await repository.texts(...names);
  return commits.flatMap((commit, index) => {
    const wanted = runs.find(({ jobUrl }) => jobUrl === commit.run);
    const [before = '', after] = texts.slice(2 * index);
    const wrong = wanted ? beyondIntent(commit, wanted, before, after) : 'belongs to no run';
    return wrong === undefined ? [] : [`${commit.hash} ${wrong}`];
  });
}

function beyondIntent(
  { files, image }: Commit,
  wanted: CheckedRun,
  before: string,
  after: string | undefined,
): string | undefined {
  const isMark = wanted.image === '';
  if (files.join() !== (isMark ? '' : wanted.file)) return `changes ${files.join(', ')}, not ${wanted.file}`;
  if (isMark) return undefined;
  const isRollback = !wanted.image.includes(':');
  if (isRollback && !image.startsWith(`${wanted.image}:`)) return `goes back to ${image}`;
  const whole = withImage(before, isRollback ? image : wanted.image);
  return after === whole ? undefined : "changes more than the image's tag";
}

/** The edit as a person would do it by hand, for manifests where the image's name stands nowhere else. */
function withImage(text: string, image: string): string {
  const colon = image.lastIndexOf(':');
  const name = image.slice(0, colon).replace(/[.]/g, '\\.');
  return text.replace(new RegExp(`(?<=${name}:)[\\w.-]+`, 'g'), image.slice(colon + 1));
}

/** The spellings of secrets that a text holds. In base64 a secret looks three ways, by where it starts. */
export function leaksOf(secrets: readonly string[], text: string): string[] {
  const spellings = secrets.flatMap((secret): [string, string][] => [
    ['raw', secret],
    ['percent-encoded', encodeURIComponent(secret)],
    ['in hex', Buffer.from(secret).toString('hex')],
    ...[0, 1, 2].map((offset): [string, string] => ['in base64', innerBase64(secret, offset)]),
  ]);
  return [...new Set(spellings.filter(([, spelling]) => text.includes(spelling)).map(([name]) => name))];
}

/** What every base64 of a text with the secret in it has in common, whatever stands before and after. */
function innerBase64(secret: string, offset: number): string {
  const code = Buffer.from(`${' '.repeat(offset)}${secret}`)
    .toString('base64')
    .replace(/=+$/, '');
  return code.slice(Math.ceil((offset * 4) / 3), -1);
}
