// Writes the file of variables that a later job, and the page of an environment on GitLab, are made of.
import { writeFile } from 'node:fs/promises';
import type { LandingWatcher } from '../change/edit-plan.ts';
import type { Config } from '../config/config.ts';
import { dotenvText } from '../report/dotenv.ts';
import { neutralise } from '../report/neutralise.ts';
import type { Announcement } from './announcement.ts';
import type { CommandContext } from './command.ts';
import { environmentPage } from './deployment-words.ts';
import { LastEdit } from './last-edit.ts';
import type { Outcome } from './outcome.ts';

/** The variables of one run. Their names are none of our inputs: a later job that runs this program takes no input from them. */
export class DotenvWriter {
  /** To be told of the edits, which the page of the environment is made of. */
  readonly watcher: LastEdit;
  readonly #path: string;
  readonly #announcement: Announcement;
  readonly #config: Config;
  readonly #context: CommandContext;

  /** @param path of the file, from the folder of the process */
  constructor(
    path: string,
    watcher: LandingWatcher,
    announcement: Announcement,
    config: Config,
    context: CommandContext,
  ) {
    this.watcher = new LastEdit(watcher);
    this.#path = path;
    this.#announcement = announcement;
    this.#config = config;
    this.#context = context;
  }

  /** Writes the file. Never throws: a failure is a warning. */
  async end({
    result,
    commit,
    commitUrl,
    branch,
    pullRequestUrl,
    pullRequestNumber,
    rollout,
  }: Outcome): Promise<void> {
    const { redact, warn } = this.#context;
    const clean = (text: string | undefined) => text && redact(neutralise(redact(text)));
    const { text, leftOut } = dotenvText({
      GITOPS_RESULT: result,
      GITOPS_ENVIRONMENT_URL: inUrl(clean(this.#page() ?? pullRequestUrl ?? commitUrl)),
      GITOPS_COMMIT: clean(commit),
      GITOPS_COMMIT_URL: inUrl(clean(commitUrl)),
      GITOPS_BRANCH: clean(branch),
      GITOPS_PULL_REQUEST_URL: inUrl(clean(pullRequestUrl)),
      GITOPS_PULL_REQUEST_NUMBER: pullRequestNumber?.toString(),
      GITOPS_ROLLOUT: rollout?.state === 'none' ? undefined : rollout?.state,
      GITOPS_ROLLBACK_RESULT: rollout?.rollback?.result,
      GITOPS_ROLLBACK_COMMIT: clean(rollout?.rollback?.commit),
    });
    if (leftOut.length > 0)
      warn(`Cannot write ${leftOut.join(', ')} to "${this.#path}": GitLab would read another value`);
    try {
      await writeFile(this.#path, text);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      warn(`Cannot write "${this.#path}": ${why}; the deploy is not affected`);
    }
  }

  #page(): string | undefined {
    const { summary, deploy } = this.#announcement;
    const { target } = deploy;
    return environmentPage({ edit: this.watcher.last, target, summary }, this.#config);
  }
}

/** An address may say it otherwise. */
const inUrl = (url: string | undefined): string | undefined => url?.replaceAll('$', '%24');
