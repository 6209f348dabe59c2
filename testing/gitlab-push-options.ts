// Push options of merge requests, as GitLab understands them: https://docs.gitlab.com/topics/git/commit/#push-options
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BareRepository } from './bare-repository.ts';
import type { HeldRequest } from './github-pull.ts';
import { type GitLabHub, openRequest, requestUrl } from './gitlab-merge-requests.ts';

/** Sends what receive-pack says after a push to the server, and prints the answer for whoever has pushed. */
const hook = (url: string): string => `
const changes = [];
for await (const chunk of process.stdin) changes.push(chunk);
const count = Number(process.env.GIT_PUSH_OPTION_COUNT ?? 0);
const options = Array.from({ length: count }, (_, index) => process.env['GIT_PUSH_OPTION_' + index]);
const body = JSON.stringify({ changes: Buffer.concat(changes).toString(), options });
process.stderr.write(await (await fetch('${url}', { method: 'POST', body })).text());
`;

/** Has each push into a repository told to the server, by receive-pack's own hook. */
export async function installHook(repository: BareRepository, url: string): Promise<void> {
  const path = join(repository.root, 'post-receive.mjs');
  await writeFile(path, hook(url));
  await repository.hook('post-receive', `exec '${process.execPath}' '${path}'`);
}

/** The last of each name counts, but where there may be several. */
type Options = ReadonlyMap<string, readonly string[]>;

/** Opens or changes the requests of the branches that were pushed. Gives what is printed. */
export async function afterPush(
  { changes, options }: Readonly<Record<string, unknown>>,
  hub: GitLabHub,
  repository: BareRepository,
): Promise<string> {
  const read = readOptions(options as readonly string[]);
  const branches = String(changes)
    .split('\n')
    .flatMap((line) => / refs\/heads\/(.+)$/.exec(line)?.[1] ?? [])
    .filter((branch) => branch !== 'main');
  const said: string[] = [];
  for (const branch of branches) {
    const why = read.size === 0 ? '' : await take(branch, read, hub, repository);
    if (why !== '')
      said.push(`WARNINGS:\nError encountered with push options 'merge_request.create': ${why}\n`);
    const open = hub.requests.find(({ head, state }) => head === branch && state === 'open');
    said.push(
      open === undefined
        ? `To create a merge request for ${branch}, visit:\n  ${requestUrl(0).replace(/0$/, 'new')}\n`
        : `View merge request for ${branch}:\n  ${requestUrl(open.number)}\n`,
    );
  }
  return said.map((text) => `\n${text}\n`).join('');
}

/** What is not known is passed over. */
function readOptions(all: readonly string[]): Options {
  const options = new Map<string, readonly string[]>();
  for (const option of all) {
    const [, name = '', value = ''] = /^(?:merge_request|mr)\.([^=]+)=?(.*)$/.exec(option) ?? [];
    if (name === '') continue;
    const mayRepeat = /^(?:un)?(?:label|assign)$/.test(name);
    options.set(name, mayRepeat ? [...(options.get(name) ?? []), value] : [value]);
  }
  return options;
}

async function take(
  branch: string,
  options: Options,
  hub: GitLabHub,
  repository: BareRepository,
): Promise<string> {
  const there = hub.requests.find(({ head, state }) => head === branch && state === 'open');
  if (there !== undefined) return change(there, options, hub);
  if (!options.has('create')) return 'A merge_request.create push option is required';
  if (hub.refusesCreation !== '') return hub.refusesCreation;
  const wanted = { head: branch, base: first(options, 'target') ?? 'main' };
  const title = first(options, 'title') ?? (await repository.messages(branch))[0]?.split('\n')[0] ?? branch;
  const opened = await openRequest({ ...wanted, title, body: '' }, hub, repository);
  return 'number' in opened ? change(opened, options, hub) : JSON.stringify(opened.data);
}

const first = (options: Options, name: string): string | undefined => options.get(name)?.[0] || undefined;

function change(held: HeldRequest, options: Options, hub: GitLabHub): string {
  const given = first(options, 'title') ?? held.title;
  const title = options.has('draft') && !/^draft:/i.test(given) ? `Draft: ${given}` : given;
  // A backslash and an n are the end of a line: https://gitlab.com/gitlab-org/gitlab/-/merge_requests/87020
  const body = first(options, 'description')?.replaceAll('\\n', '\n') ?? held.body;
  const byHost =
    options.has('merge_when_pipeline_succeeds') || (hub.knowsAutoMerge && options.has('auto_merge'));
  const base = first(options, 'target') ?? held.base;
  Object.assign(held, { title, base, body, autoMerge: held.autoMerge || byHost });
  if (options.has('squash')) held.squash = true;
  if (options.has('remove_source_branch')) held.removesBranch = true;
  held.labels.push(...(options.get('label') ?? []).filter((label) => !held.labels.includes(label)));
  held.assignees.push(...(options.get('assign') ?? []).filter((name) => !held.assignees.includes(name)));
  return '';
}
