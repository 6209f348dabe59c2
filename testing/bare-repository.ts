// A bare repository on disk, made and read with git itself.
import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fastImport, importStream, type TreeFile, type TreeFiles } from './fast-import.ts';
import { noteMade } from './repository-state.ts';
import { plant } from './seed.ts';
import { runProcess } from './start-process.ts';

export type { TreeFiles };

/** What `git log` said of a commit, by its id: nobody can give a commit another history. */
const histories = new Map<string, Promise<string>>();

export interface BareOptions {
  /** Files of the first commit; none at all leaves the repository empty. */
  readonly files: TreeFiles;
  readonly branch: string;
  readonly objectFormat?: 'sha1' | 'sha256';
  readonly hooks?: Readonly<Record<string, string>>;
  readonly config?: Readonly<Record<string, string>>;
}

/** A bare repository on disk, worked by the real git binary. */
export interface BareRepository {
  /** Folder that http-backend serves; the repository is `config.git` in it. */
  readonly root: string;
  readonly directory: string;
  git(...args: string[]): Promise<string>;
  /** The newest commit of the branch, read without a process; empty where there is no such branch. */
  tip(branch?: string): Promise<string>;
  /** Commit ids of the branch, newest first. */
  log(branch?: string): Promise<string[]>;
  /** Whole commit messages of the branch, newest first. */
  messages(branch?: string): Promise<string[]>;
  /** Text of one file at a commit or branch. */
  show(path: string, revision?: string): Promise<string>;
  /** Texts of blobs by any names that git knows (`main:app.yaml`), in one process; an absent one is ''. */
  texts(...names: string[]): Promise<string[]>;
  /** The changed lines of one commit, `-old` and `+new`, without headers. */
  diff(revision?: string): Promise<string[]>;
  /** Commits as somebody else, straight into the repository. `undefined` deletes a file. */
  commit(
    files: Readonly<Record<string, TreeFile | undefined>>,
    message?: string,
    branch?: string,
  ): Promise<string>;
  /** Commits on the main branch, one on the other, in one process. */
  commits(each: readonly TreeFiles[]): Promise<void>;
  hook(name: string, script: string): Promise<void>;
  removeHook(name: string): Promise<void>;
  remove(): Promise<void>;
}

/**
 * git takes and gives back 256 kB of memory for each object that it packs; glibc asks the kernel for each of them, which
 * takes a hundred times as long as the packing: https://man7.org/linux/man-pages/man3/mallopt.3.html
 */
const keptMemory = { MALLOC_MMAP_THRESHOLD_: '1000000000', MALLOC_TRIM_THRESHOLD_: '1000000000' };

/** The environment of every git process: no configuration of the machine leaks in. */
export function gitEnvironment(root: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: root,
    LC_ALL: 'C',
    ...keptMemory,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'Somebody Else',
    GIT_AUTHOR_EMAIL: 'else@example.com',
    GIT_COMMITTER_NAME: 'Somebody Else',
    GIT_COMMITTER_EMAIL: 'else@example.com',
  };
}

export async function createBareRepository(options: BareOptions): Promise<BareRepository> {
  const root = await mkdtemp(join(tmpdir(), 'gitops-deploy-test-'));
  const repository = openBareRepository(root, options.branch);
  const { hooks = {}, ...content } = options;
  const like = JSON.stringify(content);
  await plant(like, repository.directory, (folder) => initialize(folder, options));
  for (const [name, script] of Object.entries(hooks)) await repository.hook(name, script);
  noteMade(repository.directory, like);
  return repository;
}

async function initialize(directory: string, options: BareOptions): Promise<void> {
  const { files, branch, objectFormat = 'sha1', config } = options;
  const place = { cwd: directory, env: gitEnvironment(dirname(directory)) };
  const init = ['init', '-q', '--bare', '--template=', `--object-format=${objectFormat}`, '-b', branch];
  await runProcess('git', [...init, '.'], place);
  const defaults = {
    'http.receivepack': 'true',
    'uploadpack.allowFilter': 'true',
    'gc.auto': '0',
    'receive.autogc': 'false',
  };
  await appendFile(join(directory, 'config'), configText({ ...defaults, ...config }));
  if (Object.keys(files).length === 0) return;
  await fastImport(place, importStream(files, 'First', branch, undefined));
}

/** One file written, in place of a `git config` a key: https://git-scm.com/docs/git-config#_syntax */
function configText(entries: Readonly<Record<string, string>>): string {
  return Object.entries(entries)
    .map(([key, value]) => ({ key: key.split('.'), value }))
    .map(({ key: [section, ...rest], value }) => {
      const [name, subsection] = rest.reverse();
      return `[${section}${subsection ? ` "${subsection}"` : ''}]\n\t${name} = "${value}"\n`;
    })
    .join('');
}

/** The repository `config.git` in the folder `root`, which may be made later; `mainBranch` is what its methods default to. */
export function openBareRepository(root: string, mainBranch: string): BareRepository {
  const directory = join(root, 'config.git');
  const place = { cwd: directory, env: gitEnvironment(root) };
  const git = async (...args: string[]): Promise<string> => (await runProcess('git', args, place)).toString();
  const tip = async (branch = mainBranch): Promise<string> =>
    (await readRef(directory, `refs/heads/${branch}`)) ?? '';
  return {
    root,
    directory,
    git,
    tip,
    commit: async (files, message = 'Foreign change', branch = mainBranch) => {
      const parent = (await tip(branch)) || (await readRef(directory, 'HEAD'));
      await fastImport(place, importStream(files, message, branch, parent));
      return tip(branch);
    },
    commits: async (each) => {
      const parent = await tip();
      // What has no parent in the stream follows the one before it.
      const streams = each.map((files, index) =>
        importStream(files, 'Foreign change', mainBranch, index === 0 ? parent : undefined),
      );
      await fastImport(place, Buffer.concat(streams));
    },
    hook: async (name, script) => {
      const path = join(directory, 'hooks', name);
      await mkdir(join(directory, 'hooks'), { recursive: true });
      await writeFile(path, script.startsWith('#!') ? script : `#!/bin/sh\n${script}\n`);
      await chmod(path, 0o755);
    },
    removeHook: (name) => rm(join(directory, 'hooks', name)),
    log: async (branch = mainBranch) => {
      const newest = await tip(branch);
      const log = histories.get(newest) ?? git('log', '--format=%H', newest || branch);
      if (newest !== '') histories.set(newest, log);
      return lines(await log);
    },
    messages: async (branch = mainBranch) =>
      (await git('log', '--format=%B%x00', branch))
        .split('\0')
        .map((text) => text.trim())
        .filter(Boolean),
    texts: async (...names) => {
      const input = names.map((name) => `${name}\n`).join('');
      return batchTexts(await runProcess('git', ['cat-file', '--batch'], place, input));
    },
    show: async (path, revision = mainBranch) => git('show', `${revision}:${path}`),
    diff: async (revision = mainBranch) =>
      lines(await git('show', '--format=', '-U0', revision)).filter((line) => /^[-+](?![-+]{2} )/.test(line)),
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** https://git-scm.com/docs/gitrepository-layout: a file with an id or with the name of another reference. */
async function readRef(directory: string, name: string): Promise<string | undefined> {
  const text = await readFile(join(directory, name), 'utf8').catch(() => undefined);
  const target = text?.match(/^ref: (.*)\n/)?.[1];
  if (target !== undefined) return readRef(directory, target);
  if (text !== undefined) return text.trim();
  const packed = await readFile(join(directory, 'packed-refs'), 'utf8').catch(() => '');
  return lines(packed)
    .map((line) => line.split(' '))
    .find((words) => words[1] === name)?.[0];
}

/** https://git-scm.com/docs/git-cat-file#_batch_output: a line that ends with the size, then the bytes and a newline. */
function batchTexts(output: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at < output.length; ) {
    const start = output.indexOf('\n', at) + 1;
    const size = / \d+\n$/.exec(output.toString('latin1', at, start))?.[0];
    const end = start + Number(size ?? 0);
    texts.push(output.toString('utf8', start, end));
    at = size === undefined ? end : end + 1;
  }
  return texts;
}

function lines(text: string): string[] {
  return text.split('\n').filter(Boolean);
}
